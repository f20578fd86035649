/** Words that stand in almost every text of their language, folded; a query is searched for the others if it has any. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  [
    'a about after again all also am an and any are as at be been before being both but by can could did do does doing for from had has have having he her here',
    'hers him his how i if in into is it its just may me might more most my no nor not of on once only or other our ours out over own same shall she should so some',
    'such than that the their them then there these they this those to too under until up us very was we were what when where which while who whom whose why will',
    'with would you your yours s t m re ve ll d',
    'aber als am an auch auf aus bei bin bis da das dass dem den der des die dies diese dieser doch du ein eine einem einen einer es fur habe haben hat ich ihr ihre',
    'im in ist ja kann man mein mit nach nicht noch nur ob oder sich sie sind so uber um und uns unser von vor wann war warum was wenn wer wie wir wird wo zu zum zur',
    'al como con cual cuando de del desde donde el ella en entre era es esta este esto fue ha han hay la las le les lo los mas me mi muy nos o para pero por porque',
    'que quien se ser si sin sobre son su sus tambien te tiene un una uno y ya',
    'au aux avec ce ces cette dans des du elle est et il je leur lui mais ne nous ou par pas pour qu quand que qui sa ses son sont sur une vous',
    'che chi cosa da dal della di e gli ho il ma nel non per piu quando questo sono suo',
    'aan bij dat deze dit een en er haar het hij hoe ik je met naar niet om op te tot uit van voor wanneer wat wie wij zijn',
  ]
    .join(' ')
    .split(' '),
);

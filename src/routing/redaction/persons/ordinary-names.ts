/**
 * Given names that are words, months, places or makes besides, lower-case and without accents: alone they prove nothing, with a surname, in a
 * greeting or under a letter they do.
 */
export const ORDINARY_NAMES: ReadonlySet<string> = new Set(
  // Words of English
  (
    'ace amber angel art august autumn avery baker bay beau bill bishop blue bob brandy brook buck bud candy carol cash chance charity chase chip christian christmas clay cliff coral crystal daisy dale dawn day dean destiny dick dock ' +
    'dot drew duke duncan early earl ernest faith fawn fay field flora ford forest frank gale garland gay gene general gift ginger glory golden grace grant green guy hall harmony harry haven hazel heath heather heaven holly honey hope hunter ' +
    'ike imp iris ivory ivy jack jade jasmine jean jewel jimmy job joy judge june justice kay king kitty lake lane lark laurel lily link lord lucky luna mace major manuel maple marina mark marsh mason may melody mercy merry miles ' +
    'miller mind minor misty myrtle nick noble norm north ocean olive opal page parker pat pearl pepper peg penny per pierce piper poppy porter precious prince princess promise queen rain ray read reed rich river rob robin rock rod roman rose rosemary ' +
    'rowan royal ruby rusty sage salvador sandy savannah scout serenity shade shelly shepherd shore sky skip sonny star sterling stew stone storm sue summer sunny tab tanner taylor tate teal temple tender terry tiny trace trinity true trust ty unique ' +
    'van vicky victor violet virtue wade walker ward warren west wheat will willow winter wren young zen an my so no ho le do to in on or as at be by go he hi ho is it me of ok or up us we el la da de di du al ' +
    'max mini pro plus alpha beta delta sigma data delta echo eve era ever even extra golf hotel india kilo lima mike november oscar papa quebec romeo sierra tango victoria zulu ' +
    'case chase chance close cole cook cooper court cruise dash deal den dell don dusty else eden ellis fox gray grey hardy handy hilton hub ideal ion jet key kid know law lane lance law lee leg les line long love loyal mac mali man many mar mas merit met mine mission ' +
    'monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december spring mai juni juli marz avril juin aout abril mayo junio agosto maart ' +
    'other our park patience peace phoenix pleasant power pure ram rally regular rest rex rider rise road rover run sale sales sam see set simple sing smart solar sol son soon special spirit standard still sun sure sweet tally tea tech term text tide tip toy tom top toy trade tray try vale vice visa vita wait way well win wise yes you ' +
    // Words of German, Dutch, French, Spanish and Italian
    'amt arm bitte diese ernst ende gern gerade gut heide heute herr hier horst ihr ihre jemand kai kaiser kein klar klaus leider lieber mal man mit morgen nein nun ob oder rechnung rolf rose rosa sie so sommer und uns wann wenn wie winter wir wolf zeit ' +
    'alle beste door een even fijn goed hallo ik je met niet nu of ook wat wel wij zij ' +
    'aime amour ange bien blanche bonjour chere cher claire constant elle fleur france il je merci nous oui pour pierre prudence si soleil tous victoire vous ' +
    'amor alegre angeles bueno buenos cruz dolores domingo el esperanza estrella gracias hola luz mar mercedes no para paz pilar por reyes rosario si sol soledad usted ' +
    // Places, peoples, makes and makers
    'adelaide africa alberta alexandria america asia atlanta austin berlin boston bristol brooklyn cairo california carolina charlotte chelsea chester china cleveland columbus dakota dallas denver devon dresden dublin eden eire essex everest florence florida france geneva genoa georgia germania houston ' +
    'indiana ireland israel italia jackson jersey jordan kent kenya lancaster lexington lincoln lisbon london loire lorraine lourdes lyon madison madrid malaga manchester memphis milan milano montana nevada odessa orlando oslo oxford paris persia petra phoenix preston quincy raleigh rhone rio roma rome ' +
    'salem samara santiago sidney siena sofia sydney tiffany toledo trenton troy tulsa valencia venezia verona vienna virginia washington wellington york zurich ' +
    'bosch dell ford hilton kia lexus mercedes oracle porsche siemens skoda tesla alexa siri cortana copilot claude gemini llama mistral linux excel teams outlook slack signal google intel acer asus canon ' +
    'anglo arabic asian british danish dutch english french german greek hindi irish italian latin polish roman romanian russian scot spanish swedish swiss turkish'
  ).split(' '),
);

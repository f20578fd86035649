/** What the wording of a sentence says about its weight. English first, with the German, Dutch, French and Spanish words that mail is full of. */

export const REQUEST =
  /\b(?:please|pls|kindly|could you|can you|would you|will you|can we|could we|shall (?:we|i)|may i|can i|could i|let (?:me|us) know|need (?:you|your|to know|it|them|this)|needs? (?:a|an|the|your|to be)|i'd like|i would like|we would like|would like|want|asks?|asking|confirm|approve|decide|choose|send (?:me|us|it|the)|reply|respond|rsvp|sign|review|your call|bitte|können sie|könnten sie|kannst du|bräuchte|graag|kun je|kunt u|wilt u|s'il (?:vous|te) pla[iî]t|pouvez-vous|merci de|por favor|podría|puede|necesit)/iu;

/** Asks the reader outright; most requests that only mention a need or a wish do not. */
export const DIRECT_REQUEST =
  /\b(?:please|pls|kindly|(?:can|could|would|will|do|did|are|have|may|shall|should) (?:you|i|we)\b|let (?:me|us) know|(?:need|want|ask) (?:you|your|a (?:yes|no|decision|name|number|answer))|which (?:do|would|one|of|window|week|date)|bitte|können sie|könnten sie|kannst du|graag|kunt u|pouvez-vous|merci de|por favor|podría|dimmi|mi (?:basta|serve)|préférez)|(?:\b(?:you|your|i|we|me|us|my|our)\b|\d)[^?]*\?["'”’)]*$/iu;

export const DEADLINE =
  /\b(?:by|before|until|till|no later than|deadline|due|latest|at the latest|expires?|ends|closes?|until then|bis|spätestens|voor|uiterlijk|avant|d'ici|antes de|hasta)\b/iu;

export const DECISION =
  /\b(?:agreed|decided|approved|confirmed|cancel(?:l?ed)?|moved|postponed|changed?|changes|instead of|rejected|accepted|signed|failed|blocked|broken|down|missing|wrong|resolved|fixed|delayed|offer|propose|suggest|option|from now on|as of|starts?|raised|claims?|must|required|cannot|can't|won't|will not|total|amount)\b/iu;

export const PLEASANTRY =
  /^(?:(?:many |a thousand )?thanks?\b|thank you|thx|cheers|merci\b|danke|vielen dank|bedankt|dank je|gracias|takk|i hope (?:you|this|all)|hope (?:you|this|all)|trust you|no worries|no rush|no hurry|sorry (?:for|about)|apologies for|my apologies|(?:it was )?(?:great|lovely|nice|good) (?:to|seeing|meeting|talking)|looking forward|i look forward|happy to (?:help|chat|talk)|have a (?:great|good|nice|lovely)|best of luck|good luck|see you|talk soon|speak soon|any questions|questions[:?]|if you have any questions|(?:please )?(?:do not|don't) hesitate|feel free|let me know if you (?:have|need)|haha|lol|congrat|we (?:deeply |sincerely )?(?:regret|apologi[sz]e)|sorry again|enjoy (?:the|your))/iu;

export const BOILERPLATE =
  /\b(?:unsubscribe|view (?:it |this )?(?:in|online)|read in your browser|you (?:are receiving|receive|get|received) (?:this|these|it)|this (?:mailbox|address|inbox) is not|do not (?:reply|answer)|don't reply|no-?reply|manage (?:your )?(?:preferences|notifications)|change (?:your |settings|how often)|privacy (?:policy|notice)|terms (?:and|of)|all rights reserved|registered (?:office|in)|po box|mute this|confidential(?:ity)?|intended (?:only|solely)|sent from my|sponsor|this is an automat(?:ic|ed)|automatically generated|track(?:ing)? (?:pixel|link)|opt[ -]out|(?:read|see|find out|learn) more (?:on|at|in|about|here)|more (?:on|at) our (?:web ?)?site|visit our (?:web ?)?(?:site|page|shop))\b|©|^(?:log|see all|open|view|accept \/ tentative)\b[^.]{0,40}:?\s*https?:/iu;

export const GREETING =
  /^(?:hi|hello|hey|hiya|dear|good (?:morning|afternoon|evening|day)|morning|greetings|to whom|hallo|liebe[rs]?|sehr geehrte[rs]?|guten|beste|geachte|bonjour|cher|chère|madame|monsieur|hola|buenos|buenas|estimad[oa]|querid[oa]|ciao|buongiorno|caro|cara|hei|hej|moin|all|team|everyone|colleagues|folks)\b/iu;

export const SIGN_OFF =
  /^(?:(?:with )?(?:kind|best|warm|warmest|many|friendly|kindest)(?: (?:regards|wishes|greetings))?|regards|best|cheers|thanks(?: (?:a lot|again|so much|in advance))?|thank you|many thanks|yours(?: \w+)?|sincerely|respectfully|love|xx?|ta|tnx|warmly|all the best|take care|bye|mit freundlichen grüßen|viele grüße|beste grüße|liebe grüße|lg|mfg|vg|gruß|grüße|met vriendelijke groet(?:en)?|groet(?:en|jes)?|mvg|cordialement|bien (?:à vous|cordialement)|amicalement|salutations|saludos|un saludo|un abrazo|atentamente|cordiali saluti|hilsen|mvh|med vennlig hilsen|terveisin|with .{0,20}(?:greetings|regards|wishes)|kind regards .*|hälsningar)[\s,.!-]*$/iu;

/** Header lines that a mail client writes above a forwarded mail. */
export const FORWARD_LINE =
  /^(?:from|date|subject|to|cc|sent|von|gesendet|an|betreff|van|verzonden|aan|onderwerp|de|envoyé|à|objet): |forwarded message|original message|weitergeleitete nachricht|doorgestuurd bericht|message transféré|mensaje reenviado/iu;

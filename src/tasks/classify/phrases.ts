/**
 * Wordings that tell what a mail wants. Sought sentence by sentence in the sender's own words, in English and, for the commonest,
 * German, Spanish, French and Dutch. Each is evidence, weighed by the classifier; none decides alone.
 */
export const PHRASES = {
  directQuestion:
    /\b(?:can|could|would|will|do|did|are|have|were|may|might|shall|should) (?:you|we|i|my|she|he|they|the)\b[^.!]*\?|\b(?:which|when|what|where|who|how|is (?:that|this|it|there)|any chance|ok(?:ay)? (?:to|if|with)|agreed)\b[^.!]*\?|\b(?:könn(?:t)?en sie|kannst du|haben sie|ist das|puede|podría|podrían|pouvez-vous|pourriez-vous|est-ce que|kun je|kunt u|zou je)\b/iu,
  answerRequest:
    /\b(?:let (?:me|us) know|please (?:confirm|advise|tell|reply|respond|answer|write back|send (?:me|us))|(?:tell|send|give|write|ring|call|text|mail|e-?mail|answer|phone) (?:me|us)\b|(?:need|want|would like|like|have) to (?:know|hear)|(?:yes|ja) (?:or|oder) (?:no|nein)|come back to me|get back to (?:me|us)|(?:your|an) (?:answer|reply|view|opinion|thoughts|decision|call|preference|word)\b|a (?:quick )?(?:word|line|note|yes|no|reply) (?:from you|back|would|is enough|by)|looking forward to (?:hearing|your)|rsvp|kindly request you|what do you think|thoughts\?|which one|bitte (?:bestätigen|teilen|geben|sagen|schicken|antworten)|nennen sie|dígame|necesito|le agradecería|confirm(?:e|ar)me|merci de (?:me|nous|confirmer)|laat (?:me|het) weten|graag (?:je|uw) (?:antwoord|bevestiging|reactie))/iu,
  actionRequest:
    /\b(?:please|pls|plz|kindly|bitte|por favor|graag) (?:\w+ )?(?:sign|approve|pay|complete|fill|check|upload|update|correct|return|register|renew|book|enter|submit|tick|review|choose|select|bring|collect|hand|make sure|move|delete|remove|switch|change|replace|put|print|record|take|open|add|close|read|use|order|transfer|do|keep|have|set|unterschreib|prüf|firmar|pagar)|\b(?:approve|sign|reject|rotate|reset|renew|complete|upload|fill in|hand in|pay) (?:it|them|both|the|your|this|page|by|before|in)\b/iu,
  actionNotice:
    /\b(?:waiting for (?:your|you|approval)|(?:awaits?|needs?|requires?) your|action (?:needed|required)|to do\b|you (?:need|have) to|you must|must be|is (?:over)?due|was due|are (?:over)?due|overdue|has not (?:been|yet)|have not (?:been|yet|completed)|still open|not completed|missing:|on hold|expires?|will expire|runs out|lapses?|final reminder|reminder|your approval|to be (?:signed|paid|repaired|replaced|renewed|returned))\b/iu,
  noAnswerWanted:
    /\b(?:no (?:need|reason) to (?:\w+ )?(?:reply|answer|confirm|write|respond|acknowledge|call|ring|come back)|(?:don['’]?t|do not|dont|please don['’]t|never) (?:\w+ )?(?:reply|answer|write back|bother|respond|write)|no (?:reply|answer|response|mail|confirmation|acknowledge?ment)(?: is| are)? ?(?:please|needed|required|necessary|wanted|expected|from you)|(?:reply|answer|response)s?(?: to this \w+)? (?:is|are) not (?:needed|required|necessary|expected)|nothing to (?:answer|reply)|(?:mailbox|address|inbox) (?:is not|isn['’]t|can(?:not|['’]t)|does not)|not? (?:need to )?(?:answer|reply|acknowledge)\b|i(?:['’]ll| will) see (?:the|it|both)|i see both|keine antwort|no (?:es necesario|hace falta|conteste)|pas besoin de r|geen antwoord|niet te antwoorden|questions only by)/iu,
  nothingToDo:
    /\b(?:nothing (?:(?:you|that you) (?:need|have) to|(?:for|from) you|to do|needed|else|changes|more)|no action|you (?:need|can|have to) do nothing|need do nothing|do(?:es)? not (?:need|have) to|don['’]t (?:need|have) to|needn['’]t|fyi|for (?:your )?info(?:rmation)?\b|just (?:so (?:you|nobody|everyone)|to let you know|wanted to (?:say|let|share|tell))|for the record|only to (?:say|let)|in case (?:you|it)|thought you['’]?d? (?:would |might )?(?:like|want)|good news|(?:is|are|remains?|stays?) (?:not affected|unchanged|the same|valid|as before|as now)|zur (?:info|kenntnis)|para (?:su|tu) información|pour info|ter info)/iu,
  thanks:
    /\b(?:thank(?:s| you)(?: so much| again| very much)? (?:for|to)|many thanks|just (?:wanted )?to (?:say )?thank|well done|good work|great (?:work|job)|congratulations|danke für|gracias por|merci pour|bedankt voor|takk)\b/iu,
  announcement:
    /\b(?:(?:will|has|have) (?:be|been) (?:closed|moved|cancelled|canceled|postponed|absent|changed|replaced|switched|published|released|fixed|decided|approved|delivered|completed|resolved)|(?:is|are) (?:closed|cancelled|final|live|back|out|in place|done|fixed|over)\b|we are (?:pleased|happy|delighted)|(?:from|as of|effective|starting) (?:\d{1,2} \w+|next week|monday|january|february|march|april|may|june|july|august|september|october|november|december)|minutes (?:of|from)|what changed|changes? (?:from|to)|out of (?:the )?office|stand-?in|notice to|update \d|(?:new|short) version|in brief|the main (?:decisions|points|changes))/iu,
  automaticNotice:
    /\b(?:automatic(?:ally)? (?:message|notice|mail|e-?mail|generated|reminder|reply)|automated (?:message|notice|mail)|you (?:receive|received|are receiving|get) this|(?:this|the) (?:message|mail|e-?mail|report|notice) (?:was|is) (?:sent|generated|an automatic)|notification settings|on behalf of|status:|reference:|ref(?:erence)? [A-Z0-9/-]{4,}|do not reply|view (?:it )?(?:online|in))/iu,
  marketing:
    /(?:\b\d{1,2} ?% (?:off|discount|rabatt|descuento)|\b(?:discount|voucher|coupon|promo|sale|bargain|special offer|our offer|offers?\b|deal of|bundle|free (?:webinar|trial|delivery|shipping|gift|months?|sample|guide|e-?book)|for free\b|last (?:call|chance)|early[- ]bird|don['’]t miss|act now|limited (?:time|edition|offer)|only (?:today|until)|book (?:now|your)|order now|buy|shop now|upgrade|subscribe|sign up|register(?: now)?:|claim your|exclusive|best[- ]?sell|new (?:collection|arrivals?)|prices? from|from (?:just|only|eur|usd|gbp|[€$£])|instead of (?:eur|usd|gbp|[€$£])|worth [€$£]|(?:save|win) (?:up|[€$£]|\d|a )|you could win|follow us|no[- ]obligation|money back|sponsor|read (?:it )?online|in your browser|issue \d|newsletter|weekly digest|webinar|terms apply|while stocks?|corkscrew|free before))/iu,
  unsubscribe:
    /\b(?:unsubscribe|opt[- ]?out|mail preferences|manage (?:your )?(?:preferences|subscription)|too (?:many|much) mails?|leave the list|stop (?:getting|receiving)|you (?:are|were) subscribed|change (?:what|how often)|notifications off|abmelden|abbestellen|darse de baja|se désabonner|désinscri|uitschrijven|afmelden)/iu,
  coldSales:
    /\b(?:following up|follow up on my|bumping|my last (?:\d+ )?(?:e?-?mails?|message)|(?:worth|got|spare|have|need|only|a|quick) (?:a )?(?:quick )?\d{1,2}[- ]?min(?:ute)?s?\b|quick (?:call|chat|question)|(?:10|15|20|30)[- ]minute call|compan(?:y|ies) (?:just )?like yours?|we(?:['’]ve| have)? help(?:ed)?|(?:right|best) person|who (?:in your team )?should i (?:bug|talk|speak|ask)|just checking in|reach(?:ing)? out|touch base|i noticed|noticed (?:that )?(?:you|your)|our (?:clients|customers) (?:save|get)|boutique|leading provider|partnership|guest post|(?:seo|leads|ranking)\b|boost your|(?:double|triple) your|interested in (?:your|a)|growth)/iu,
  survey:
    /\b(?:how did we do|on a scale|survey|feedback on|rate (?:us|your|our)|how (?:satisfied|likely)|recommend (?:us|\w+) to|leave (?:us )?a review|takes? (?:just |only )?\d+ (?:seconds|minutes)|tell us what you think)\b/iu,
  socialNotice:
    /\b(?:(?:new )?followers?|looked at your profile|viewed your profile|matche?s? your profile|your (?:profile|streak|week on|badge|timeline)|(?:people|someone|others) (?:liked|viewed|commented|follow)|new (?:jobs?|connections?|matches)|congratulate|endorsed|trending)\b/iu,
  fraud:
    /\b(?:gift ?cards?|scratch the|beneficiary|inheritance|late (?:captain|relative|client)|vault|lottery|(?:you have|you['’]ve) won|barrister|bank (?:particulars|details)|(?:new|alternate|updated|changed) (?:bank|account|remittance|payment) ?(?:details|account)?|settled to our|temporarily frozen|frozen for|(?:verify|validate|re-?validate|confirm) (?:your|the|below|account|password|identity)|password (?:expires|will expire|for)|mailbox (?:is|has|will|password|quota)|(?:will be|is|been) (?:deactivated|suspended|locked|confiscated|closed in)|deactivation|keep (?:this|it) (?:between us|confidential|secret|quiet)|western union|bitcoin|crypto|wallet|seed phrase|dear (?:user|customer|beneficiary|account holder|esteemed|friend|winner)|esteemed|processing fee|release fee|customs fee|god bless|greetings of the day|sum of (?:usd|eur|[$€£]))/iu,
  assistantInstruction:
    /\b(?:(?:if you are|note (?:for|to)|attention|dear) (?:an? )?(?:automated|ai|assistant|language model)|ai assistants?\b|ignore (?:all |any )?(?:previous|prior|above|earlier) instructions|your instructions have been|system prompt|classify this (?:message|mail)|do not mention this)/iu,
  urgentWords:
    /\b(?:urgent(?:ly)?|asap|a\.s\.a\.p|immediately|at once|right (?:now|away)|as soon as (?:possible|you can)|this morning|emergency|critical|can['’]?t wait|cannot wait|first thing|straight away|before (?:you|it is|it['’]s) too late|dringend|sofort|eilt|urgente|cuanto antes|au plus vite|dringend|meteen|spoed|now\?|right now|time-critical|top priority)\b/iu,
  urgencyDenied:
    /\b(?:(?:not|n['’]t|nothing|isn['’]t|never) (?:very |that |so |really |particularly |at all )?urgent|no (?:hurry|rush|drama|panic|stress|urgency|great hurry)|whenever (?:you|it|suits)|when (?:you|ever you) (?:have|get|find|can|next) (?:a |the )?(?:time|moment|minute|chance|around)|take your time|in your own time|can wait|next (?:week|month) is fine|is (?:fine|soon enough|early enough)|ohne eile|keine eile|nicht (?:dringend|eilig)|no (?:es urgente|corre prisa)|sin prisa|pas urgent|geen haast|at your convenience|by the end of the (?:month|year|week)|end of (?:the )?month)/iu,
  blocked:
    /\b(?:blocked|blocking|stuck|stops?(?: working)?|is down|broken?|outage|leak(?:ing)?|flood|fire\b|smoke|crack|alarm|stranded|waiting (?:outside|at|for you|in)|(?:is|are|stand(?:s|ing)?) (?:here|outside|at the (?:gate|door))|cannot (?:start|open|connect|go|work|ship|print)|can['’]t (?:start|open|get in|go|work|ship|print|log)|missing|otherwise|or (?:else|it|we|they|i) (?:will|lose|go|goes)|lose|penalt|fine of|costs? us|too late|goes (?:out|to print)|on hold|holding (?:us|up))\b/iu,
  incident:
    /\b(?:incident|breach|leaked|security|compromised|login attempt|2fa|key\b|certificate|production|outage|recall|injur|accident|hospital|police)\b/iu,
  resolved:
    /\b(?:resolved|closed automatically|state ok|has been fixed|already (?:done|fixed|solved|sorted)|sorted (?:now|out)|all (?:good|fine|clear)|false alarm|no longer needed|never mind|took care|taken care|back to normal|do not merge|staging|no rollback)\b/iu,
  choice:
    /\b(?:option [ab1-3]|\(?[ab]\) |either|which of (?:these|the|them|two)|your call|up to you|you decide|prefer(?:ence)?\b|two options|or (?:shall|should) (?:i|we)|works? (?:best )?for you|suits? you)/iu,
  meeting:
    /\b(?:meet(?:ing)?|appointment|interview|invit(?:e|ation|ed)|visit|call on|slot|available|availability|come (?:by|over|to)|join)\b/iu,
  money:
    /(?:[€$£] ?\d|\b(?:eur|usd|gbp|chf) ?\d|\d ?(?:€|eur|euros?)\b|\b(?:invoice|payment|refund|quote|fee|deposit|salary|budget)\b)/iu,
} as const satisfies Readonly<Record<string, RegExp>>;

export type PhraseName = keyof typeof PHRASES;
export const PHRASE_NAMES = Object.keys(PHRASES) as PhraseName[];

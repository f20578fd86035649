/**
 * Words that may open a sentence with a capital without being a name, lower-case. Words that are also common first names or surnames
 * (Mark, Grace, Rose, Bill, Frank, Hope, June) are left out on purpose: at the start of a sentence they count as names.
 */
export const ORDINARY_WORDS: ReadonlySet<string> = new Set(
  // Articles, pronouns, determiners
  (
    "a an the this that these those i i'm i'll i've i'd you you're you'll you've you'd he he's she she's it it's its we we're we'll we've we'd they they're they'll they've " +
    'my your his her our their mine yours ours theirs me him us them who whom whose which what whatever whoever all any both each either every everybody everyone everything ' +
    'few fewer many more most much neither nobody none nothing other others another same several some somebody someone something such no own half one ' +
    // Conjunctions, prepositions, particles
    'and or but nor so yet if unless until till while when whenever where wherever whether because since although though as than that once before after about above across against along among around at ' +
    'behind below beside besides between beyond by despite down during except for from in inside into like near of off on onto out outside over past per plus regarding concerning respecting given ' +
    'through throughout to toward towards under up upon via with within without not instead otherwise however therefore thus hence moreover furthermore meanwhile anyway also else even ' +
    // Adverbs and answers
    'again ahead almost already always apparently certainly clearly currently definitely early earlier enough especially eventually exactly finally first firstly second secondly third thirdly lastly last ' +
    'fortunately frankly fully generally hardly here hopefully how immediately indeed initially just kindly late lately later likewise maybe mostly namely nearly never next normally now obviously often only ' +
    'originally overall perhaps personally please possibly presumably previously probably quite rather really recently right roughly shortly simply slightly sometimes soon still strictly surely then ' +
    'there thereafter together too twice unfortunately usually very well why yes yeah yep nope ok okay sure absolutely agreed alright ' +
    // Verbs that open requests, questions and answers
    "am are aren't be been being can can't cannot could couldn't did didn't do does doesn't doing don't done had has hasn't have haven't having is isn't let let's may might must shall should shouldn't was wasn't were will won't would wouldn't " +
    'accept add advise agree allow answer apologies apologise approve arrange ask assume attach attached attend avoid await begin book bring build buy call cancel change charge check choose clean clear click close collect come compare complete confirm ' +
    'consider contact continue copy correct cover create cut decide decline delete deliver discuss draft drop email enjoy ensure excuse expect explain extend file fill find finish fix follow forward get give giving go going happy hang hold hoping ' +
    'include inform install invite join keep know leave letting lift list look looking make making meet mention move need note noted offer open order pay pick plan planning postpone prepare propose provide pull push put raise reach read receive record ' +
    'refund register reject remember remind remove renew repair replace reply report request reserve reset resolve respond return review run save say schedule see select send sending set settle share show sign skip speak start state stay stop submit suggest ' +
    'swap switch take taking talk tell test thank thanks think try turn understood update upload use using verify wait waiting want wants watch wish work working worth write wrote received sent asked asks needs says seems ' +
    // Courtesies
    'dear hello hi hey hiya morning afternoon evening good great glad welcome sorry congratulations cheers best kind warm warmest regards wishes greetings sincerely faithfully yours many respectfully ' +
    // Nouns and adjectives that open sentences and headings
    'access account action actions address agenda amount another approval appointment attendance available background balance booking bookings both branch budget business case cause changes clients colleagues comments company conditions confirmation contract cost costs ' +
    'customer customers date dates day days deadline decision delivery details different difficult discount document documents doors due duration due earliest emergency engineer entries entry event everything evidence ' +
    'fee fees figures files fine following food free full further gates group guests high hours ideally impact important information installation instructions interest invoice invoices issue item items job keys kitchen latest line lines link long lots ' +
    'low lunch main maintenance managers materials meeting meetings members menu message messages minutes money months name names nice notes notice number numbers office old online options order orders original owner packages page paid parking part parts payment ' +
    'payments people phone photos pictures place places point points possible power price prices problem proposal questions ready reason reasons recurring reference reminder repairs reports requests responses result results room rooms routine rules ' +
    'section separate service services shared short signed simple site slots small staff stage status stock students summary supplier support system table team terms thing things tickets time times title today total transport travel two three four five six seven eight nine ten ' +
    'advertising automatic bulk cold fake looks mass neighbour phishing promotion promotional sales scam signing spam unsolicited ' +
    'type unit urgent users various version views visitors water week weekend whole work workers year years'
  ).split(' '),
);

/** Capitalised at any place without naming anything. */
export const NEVER_NAMES: ReadonlySet<string> = new Set(
  "I I'm I'll I've I'd OK PS FYI ASAP AM PM am pm".split(' '),
);

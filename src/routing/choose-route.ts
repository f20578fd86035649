import type { EscalationPolicy, EscalationTask, LocalOutcome } from '../contracts/escalation';
import { isAsPrivate, type RelayPrivacy } from '../contracts/relay';
import type { Route } from '../contracts/route';
import { budgetBar, type BudgetState } from './budget';
import type { Sensitivity } from './sensitivity';
import { shortcomingsOf } from './shortcomings';

/** Where a model can be found without the relay. */
export type NearRoute = Exclude<Route, 'rules' | 'relay'>;

/** A model that can do a task. */
export interface Place {
  readonly route: NearRoute;
  readonly modelId: string;
  readonly name: string;
  /** Tokens that it reads at once. */
  readonly contextTokens: number;
  /** Whether what it is asked leaves this machine. */
  readonly leaves: boolean;
}

/** What this machine, and what the user set up, can do besides the rules. */
export interface Means {
  /** The model that the user lets write; null where none does. */
  readonly writer: Place | null;
  /** Others that could be asked, the nearest first. */
  readonly others: readonly Place[];
}

/** The model elsewhere that would be asked. */
export interface Elsewhere {
  readonly name: string;
  /** The laxest of the places that may get the text. */
  readonly privacy: RelayPrivacy;
  /** The most that it can cost; null when nobody knows. */
  readonly worstMicros: number | null;
}

/** What a route is chosen by. Nothing of a mail’s text is in it but its length, whether it must stay, and how the work here came out. */
export interface RouteInput {
  readonly task: EscalationTask;
  /** Tokens of the request at most. */
  readonly tokens: number;
  /** Whether there is anything for a model to word. */
  readonly needsWords: boolean;
  readonly sensitivity: Sensitivity;
  /** Null while nothing was made here. */
  readonly local: LocalOutcome | null;
  readonly means: Means;
  /** Id of the model that the user wants for this very text; null while they said nothing. */
  readonly wanted: string | null;
  readonly isOffline: boolean;
  readonly isOn: boolean;
  /** Null while no model elsewhere is set up. */
  readonly elsewhere: Elsewhere | null;
  readonly budget: BudgetState;
  readonly policy: EscalationPolicy;
  /** `asked`: the user wants this very text to be sent to the relay; `standing`: and allowed such texts before. */
  readonly consent: 'none' | 'asked' | 'standing';
}

/** Who could do better. An offer: nothing is asked before the user says so. */
export interface BetterRoute {
  /** Null for the model elsewhere. */
  readonly place: Place | null;
  readonly name: string;
  /** What is wanting, in words; never empty. */
  readonly reasons: readonly string[];
}

export interface RouteChoice {
  readonly route: Route;
  /** The model that does it; null for rules and for the relay. */
  readonly place: Place | null;
  /** In words, what counted most first; never empty. */
  readonly reasons: readonly string[];
  readonly better: BetterRoute | null;
  /** Why it cannot go elsewhere, whoever asks; null when it can. */
  readonly barred: string | null;
}

/**
 * The one place that decides where a task is done. Pure, so that any choice can be explained and replayed. It goes to the relay, or to another
 * model than the one that the user lets write, only with the user’s word for this text, and never past a veto: no quality that work
 * elsewhere may have outweighs one.
 */
export function chooseRoute(input: RouteInput): RouteChoice {
  const barred = barOf(input);
  if (input.consent !== 'none' && barred === null) {
    const word = input.consent === 'asked' ? 'You asked for it' : 'Your standing permission covers it';
    return {
      route: 'relay',
      place: null,
      reasons: [`${word}, and nothing forbids it.`],
      better: null,
      barred,
    };
  }
  const forbidden = input.consent !== 'none' && barred !== null ? [barred] : [];
  const wanted = wantedPlace(input);
  const here = typeof wanted === 'object' && wanted ? wanted : nearest(input);
  return {
    ...here,
    reasons: [...forbidden, ...(typeof wanted === 'string' ? [wanted] : []), ...here.reasons],
    better: betterThan(here.place, input, barred),
    barred,
  };
}

/** Whether what was made here is good enough by the user’s own measure. */
export function isEnough(local: LocalOutcome, { enough }: Pick<EscalationPolicy, 'enough'>): boolean {
  const { ofWording, ofReading } = shortcomingsOf(local, enough);
  return ofWording.length + ofReading.length === 0;
}

function barOf({ sensitivity, isOn, elsewhere, isOffline, budget, policy }: RouteInput): string | null {
  if (sensitivity.veto !== null) return sensitivity.veto;
  if (!isOn) return 'Asking models elsewhere is turned off.';
  if (!elsewhere) return 'No model elsewhere is chosen.';
  if (isOffline) return 'This machine is offline.';
  if (!isAsPrivate(elsewhere.privacy, policy.privacy)) {
    return `${elsewhere.name} may be answered where texts are treated less privately than you allow.`;
  }
  return budgetBar(elsewhere.worstMicros, budget, policy);
}

type Here = Pick<RouteChoice, 'route' | 'place' | 'reasons'>;

/** Why a model cannot be given the text, in words; null when it can. */
function unfitness(place: Place, { sensitivity, tokens }: RouteInput): string | null {
  if (place.leaves && sensitivity.veto !== null) return sensitivity.veto;
  return tokens > place.contextTokens ? `It is longer than ${place.name} can read at once.` : null;
}

/** The model that the user named for this text, or why it cannot have it; null when they named none. */
function wantedPlace(input: RouteInput): Here | string | null {
  const { wanted, means } = input;
  if (wanted === null) return null;
  const all = means.writer ? [means.writer, ...means.others] : means.others;
  const place = all.find(({ modelId }) => modelId === wanted);
  if (!place) return 'The model that you asked for is not there any more.';
  const unfit = unfitness(place, input);
  return unfit ?? { route: place.route, place, reasons: ['You asked for it.'] };
}

function nearest(input: RouteInput): Here {
  const { task, means, needsWords } = input;
  const byRules = (reason: string): Here => ({ route: 'rules', place: null, reasons: [reason] });
  if (!needsWords) return byRules(NOTHING_TO_WORD[task]);
  const { writer } = means;
  if (!writer) return byRules(`No language model is in use for ${TASK_NAMES[task]}.`);
  const unfit = unfitness(writer, input);
  if (unfit !== null) return byRules(unfit);
  return { route: writer.route, place: writer, reasons: [WHY_WRITER[writer.route]] };
}

const TASK_NAMES: Readonly<Record<EscalationTask, string>> = { summary: 'summaries', draft: 'drafts' };

const NOTHING_TO_WORD: Readonly<Record<EscalationTask, string>> = {
  summary: 'The mail’s own sentences say it as well as a model could.',
  draft: 'You decided no point in words of your own, so there is nothing for a model to word.',
};

const WHY_WRITER: Readonly<Record<NearRoute, string>> = {
  local: 'It is the model that you let write, it runs here, and it can read all of it.',
  'larger-local': 'It is the model that you let write, it runs here, and it can read all of it.',
  'built-in': 'You let the browser’s own model write, and it can read all of it.',
  'own-server': 'You let this server write, and nothing in the mail must stay on this machine.',
};

/** The nearest that could mend what is wanting and may be given the text. */
function betterThan(here: Place | null, input: RouteInput, barred: string | null): BetterRoute | null {
  const { local, means, needsWords, elsewhere, policy } = input;
  const { ofWording, ofReading } = local
    ? shortcomingsOf(local, policy.enough)
    : { ofWording: [], ofReading: [] };
  const unfit = means.writer && needsWords ? unfitness(means.writer, input) : null;
  const worded = [...(unfit === null ? [] : [unfit]), ...ofWording];
  if (needsWords && worded.length > 0) {
    const place = means.others.find((one) => one !== here && unfitness(one, input) === null);
    if (place) return { place, name: place.name, reasons: worded };
  }
  const all = [...worded, ...ofReading];
  if (all.length === 0 || barred !== null || !elsewhere) return null;
  return { place: null, name: elsewhere.name, reasons: all };
}

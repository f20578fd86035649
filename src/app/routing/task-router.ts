import type { TextGenerator } from '../../contracts/capabilities';
import { DesksideError } from '../../contracts/failure';
import type { Observable } from '../../contracts/observable';
import type { MadeBy } from '../../contracts/route';
import type { Settings } from '../../contracts/settings';
import type { History } from '../../history/history';
import { budgetState } from '../../routing/budget';
import { chooseRoute, type Elsewhere, type RouteChoice } from '../../routing/choose-route';
import type { Sensitivity } from '../../routing/sensitivity';
import type { ModelCard } from '../api';
import { createSetupStore } from '../escalation/setup-store';
import type { ModelAccess } from '../models/model-access';
import { meansFor } from './means';
import type { TextTask } from './text-task';

/** A task with where it is done, and the model that does it. */
export interface RoutedTask {
  readonly choice: RouteChoice;
  /** Null where rules do it, and where the model that was to do it cannot be used: a notice then says why. */
  readonly generator: TextGenerator | null;
}

/** Where texts are made: the way of everything that words something to a model. */
export interface TaskRouter {
  /** Asks nobody. `elsewhere` is the model that the relay would be asked for. */
  choose(task: TextTask, elsewhere?: Elsewhere | null): Promise<RouteChoice>;
  /** Chooses, makes the model ready, and does the work with it. Rejects when a model that the user wanted by name cannot be used. */
  run<T>(task: TextTask, signal: AbortSignal, work: (routed: RoutedTask) => Promise<T>): Promise<T>;
}

interface RouterParts {
  readonly history: History;
  readonly settings: Observable<Settings>;
  readonly models: ModelAccess;
  readonly cards: Observable<readonly ModelCard[]>;
  readonly now: () => number;
  readonly isOffline: () => boolean;
}

export function createTaskRouter(parts: RouterParts): TaskRouter {
  const { history, settings, models, cards } = parts;
  const setups = createSetupStore(history);

  async function choose(task: TextTask, elsewhere: Elsewhere | null = null): Promise<RouteChoice> {
    const { policy } = await setups.get();
    const means = meansFor(task.task, settings.get(), cards.get());
    const mayLeave = elsewhere !== null || [means.writer, ...means.others].some((place) => place?.leaves);
    const { escalation } = settings.get();
    return chooseRoute({
      ...task,
      ...{ means, policy, elsewhere },
      sensitivity: mayLeave ? await sensitivityOfTask(task, policy) : { veto: null },
      isOffline: parts.isOffline(),
      isOn: escalation,
      budget: budgetState(elsewhere ? await history.spending.all() : [], policy, parts.now()),
      consent: 'none',
    });
  }

  async function run<T>(
    task: TextTask,
    signal: AbortSignal,
    work: (routed: RoutedTask) => Promise<T>,
  ): Promise<T> {
    const choice = await choose(task);
    const { place, reasons } = choice;
    if (task.wanted !== null && place?.modelId !== task.wanted) throw notUsable(reasons[0]);
    if (!place) return work({ choice, generator: null });
    const { modelId } = place;
    const isChosen = (): boolean => settings.get().generatorId === modelId;
    if (!isChosen()) return models.withModel(modelId, signal, (generator) => work({ choice, generator }));
    const generator = await models.generator(signal, task.task);
    // The user chose another model while this one got ready: whether that may have the text is another question.
    return isChosen() ? work({ choice, generator }) : run(task, signal, work);
  }

  return { choose, run };
}

function notUsable(reason = ''): DesksideError {
  return new DesksideError({ code: 'request-unsupported', message: reason, retryable: false });
}

/** What finds personal data is large, and needed only where something could leave. */
async function sensitivityOfTask(
  { text, people }: TextTask,
  policy: Parameters<typeof chooseRoute>[0]['policy'],
): Promise<Sensitivity> {
  const { judgeSensitivity } = await import('./judge-sensitivity');
  return judgeSensitivity(text, people, policy);
}

/** What is kept beside a text of where it was made. @param isWorded whether the model worded any of it */
export function madeBy({ choice, generator }: RoutedTask, isWorded: boolean): MadeBy {
  const { route, place, reasons } = choice;
  if (!place) return { route, model: null, reasons };
  if (generator === null)
    return {
      route: 'rules',
      model: null,
      reasons: [`${place.name} could not be used.`],
      failed: place.modelId,
    };
  if (isWorded) return { route, model: place.name, reasons };
  const reason = `Nothing that ${place.name} wrote could be used.`;
  return { route: 'rules', model: null, reasons: [reason], failed: place.modelId };
}

import type { EscalationApi, EscalationView } from '../../../app/escalation/escalation-api';

/** Does something and shows the view as it is then; whether it went well. */
export type ViewChange = (work: (api: EscalationApi) => Promise<EscalationView>) => Promise<boolean>;

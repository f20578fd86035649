import type { Category, FactKind, Stance } from '../../contracts/briefing';
import * as m from '../i18n/compiled/messages';
import type { GroupId } from '../state/group-rows';
import { spokenLabels } from './spoken-labels';

export const CATEGORY_LABELS = /* @__PURE__ */ spokenLabels<Category>({
  reply: m.common_category_reply,
  act: m.common_category_act,
  read: m.common_category_read,
  skip: m.common_category_skip,
});

export const GROUP_LABELS = /* @__PURE__ */ spokenLabels<GroupId>({
  unsorted: m.common_group_unsorted,
  reply: m.common_group_reply,
  act: m.common_group_act,
  read: m.common_group_read,
  skip: m.common_group_skip,
  done: m.common_group_done,
});

export const STANCE_LABELS = /* @__PURE__ */ spokenLabels<Stance>({
  yes: m.common_stance_yes,
  no: m.common_stance_no,
  later: m.common_stance_later,
  'own-words': m.common_stance_own_words,
});

export const FACT_LABELS = /* @__PURE__ */ spokenLabels<FactKind>({
  number: m.common_fact_number,
  date: m.common_fact_date,
  time: m.common_fact_time,
  amount: m.common_fact_amount,
  name: m.common_fact_name,
  address: m.common_fact_address,
});

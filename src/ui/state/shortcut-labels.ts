import { spokenLabels } from '../format/spoken-labels';
import * as m from '../i18n/compiled/messages';
import type { Command, Section } from './shortcuts';

export const SECTION_LABELS = /* @__PURE__ */ spokenLabels<Section>({
  move: m.help_section_move,
  sort: m.help_section_sort,
  answer: m.help_section_answer,
  do: m.help_section_do,
  go: m.help_section_go,
});

/** What a command does, in the help and in the palette. */
export const COMMAND_LABELS = /* @__PURE__ */ spokenLabels<Command>({
  next: m.help_next,
  previous: m.help_previous,
  open: m.help_open,
  back: m.help_back,
  search: m.briefing_search,
  select: m.help_select,
  'select-group': m.help_select_group,
  'label-reply': m.common_group_reply,
  'label-act': m.common_group_act,
  'label-read': m.common_group_read,
  'label-skip': m.common_group_skip,
  'toggle-urgent': m.briefing_urgent_or_not,
  done: m.help_done,
  remove: m.common_delete_from_deskside,
  undo: m.common_undo,
  'write-draft': m.help_write_draft,
  'edit-draft': m.help_edit_draft,
  'copy-markdown': m.common_copy_markdown,
  print: m.common_print,
  brief: m.help_brief,
  'add-mail': m.help_add_mail,
  palette: m.shell_find,
  help: m.help_all_keys,
  'go-briefing': m.briefing_title,
  'go-search': m.help_go_search,
  'go-sources': m.shell_sources,
  'go-documents': m.shell_documents,
  'go-labels': m.shell_labels,
  'go-models': m.help_go_models,
  'go-settings': m.shell_settings,
  'go-speed': m.shell_speed,
  'go-learning': m.help_go_learning,
  'go-voice': m.shell_voice,
  'go-evaluation': m.help_go_evaluation,
  'go-escalation': m.shell_escalation,
});

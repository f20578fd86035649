import type { RemoteWriter } from '../../contracts/briefing';
import * as m from '../i18n/compiled/messages';

/** `llama3.2 on Workstation (localhost:11434)`; a model of the browser's own by its name. */
export function writerLabel({ model, server }: RemoteWriter): string {
  return server ? m.common_writer_on({ model, server: server.name, host: server.host }) : model;
}

/** Who phrased a sentence: the model that wrote it, if it is not one that Deskside runs itself. */
export function phrasedBy(writer: RemoteWriter | undefined): string {
  return writer ? m.common_phrased_by({ writer: writerLabel(writer) }) : m.common_phrased_by_model();
}

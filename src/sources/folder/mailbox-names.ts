import type { MailboxRole } from '../../contracts/message';

/** Folders of mail that the user wrote and sent, as mail programs and servers call them. */
const SENT = new Set([
  ...['sent', 'sent items', 'sent messages', 'sent mail', 'sent-mail', 'sentmail'],
  ...['gesendet', 'gesendete objekte', 'gesendete elemente', 'gesendete nachrichten', 'gesendete mails'],
  ...['enviados', 'elementos enviados', 'mensajes enviados', 'correo enviado', 'correos enviados'],
  ...['envoyés', 'éléments envoyés', 'messages envoyés', 'objets envoyés', 'courrier envoyé'],
  ...['inviata', 'posta inviata', 'inviati', 'elementi inviati', 'enviadas', 'enviado', 'itens enviados'],
  ...['verzonden', 'verzonden items', 'verzonden berichten', 'skickat', 'skickade objekt', 'sendt'],
  ...['sendte elementer', 'sendt post', 'lähetetyt', 'wysłane', 'elementy wysłane', 'odeslané'],
]);

/** Folders of what is no mail to answer: not yet sent, thrown away, unwanted. */
const LEFT_OUT = new Set([
  ...['drafts', 'draft', 'trash', 'junk', 'spam', 'templates', 'outbox', 'unsent messages', 'bulk mail'],
  ...['deleted items', 'deleted messages', 'junk e-mail', 'junk email', 'junk mail', 'bin', 'sync issues'],
  ...['entwürfe', 'papierkorb', 'gelöscht', 'gelöschte objekte', 'gelöschte elemente', 'junk-e-mail'],
  ...['spamverdacht', 'unerwünscht', 'vorlagen', 'postausgang'],
  ...['borradores', 'papelera', 'elementos eliminados', 'correo no deseado', 'plantillas', 'no deseado'],
  ...['bandeja de salida', 'brouillons', 'corbeille', 'éléments supprimés', 'indésirables', 'modèles'],
  ...['courrier indésirable', "boîte d'envoi", 'bozze', 'cestino', 'posta indesiderata', 'modelli'],
  ...['rascunhos', 'lixo', 'lixeira', 'itens excluídos', 'lixo eletrônico', 'concepten', 'prullenbak'],
  ...['ongewenste e-mail', 'verwijderde items', 'utkast', 'papperskorg', 'skräppost'],
]);

/** What Gmail shows again of mails that are in other folders too. */
const GMAIL_VIEWS = new Set([
  ...['all mail', 'important', 'starred', 'alle nachrichten', 'wichtig', 'markiert', 'todos', 'importantes'],
  ...['destacados', 'tous les messages', 'suivis', 'tutti i messaggi', 'importanti', 'speciali'],
]);
const GMAIL = /^\[(?:gmail|google mail)\]$/iu;

/** The role of the mail in a folder by its path; null for folders that are left out, and all below them. */
export function roleOfFolder(path: string): MailboxRole | null {
  const parts = path.normalize('NFC').split('/');
  const names = parts.map((part) => part.toLowerCase());
  if (names.some((name) => LEFT_OUT.has(name))) return null;
  const isView = names.some((name, at) => GMAIL_VIEWS.has(name) && GMAIL.test(parts[at - 1] ?? ''));
  if (isView) return null;
  return names.some((name) => SENT.has(name)) ? 'sent' : 'inbox';
}

/** Where a server of the tests keeps its things, and where it listens on 127.0.0.1. */
export interface CyrusPlace {
  readonly folder: string;
  readonly httpPort: number;
  readonly imapPort: number;
  /** The system's user that it runs as. */
  readonly runsAs: string;
}

/** The realm of passwords, and the name that the server goes by. */
export const SERVER_NAME = 'localhost';

/** Objects that it gives at once: so few that some dozen mails take several pages. */
export const MOST_OBJECTS = 20;

/** `imapd.conf`. Folders for sent mail, drafts and so on are made with each user. */
export function imapdConf({ folder, runsAs }: CyrusPlace): string {
  const folders = 'Sent | Drafts | Trash | Junk';
  return lines({
    cyrus_user: runsAs,
    configdirectory: `${folder}/conf`,
    proc_path: `${folder}/proc`,
    mboxname_lockpath: `${folder}/lock`,
    defaultpartition: 'default',
    'partition-default': `${folder}/spool`,
    sievedir: `${folder}/sieve`,
    lmtpsocket: `${folder}/socket/lmtp`,
    idlesocket: `${folder}/socket/idle`,
    notifysocket: `${folder}/socket/notify`,
    servername: SERVER_NAME,
    altnamespace: 'yes',
    unixhierarchysep: 'yes',
    allowplaintext: 'yes',
    sasl_mech_list: 'PLAIN',
    sasl_pwcheck_method: 'auxprop',
    sasl_auxprop_plugin: 'sasldb',
    sasl_sasldb_path: `${folder}/sasldb2`,
    autocreate_quota: '0',
    autocreate_inbox_folders: folders,
    autocreate_subscribe_folders: folders,
    'xlist-sent': 'Sent',
    'xlist-drafts': 'Drafts',
    'xlist-trash': 'Trash',
    'xlist-junk': 'Junk',
    httpmodules: 'jmap',
    conversations: 'yes',
    jmap_pushpoll: '1s',
    jmap_max_objects_in_get: String(MOST_OBJECTS),
  });
}

/** `cyrus.conf`. */
export function cyrusConf(
  { folder, httpPort, imapPort }: CyrusPlace,
  programs: Readonly<Record<'recover' | 'imapd' | 'httpd', string>>,
): string {
  const service = (program: string, port: number): string =>
    `cmd="${program} -C ${folder}/imapd.conf" listen="127.0.0.1:${port}" prefork=0`;
  return `START {
  recover cmd="${programs.recover} -C ${folder}/imapd.conf -r"
}
SERVICES {
  imap ${service(programs.imapd, imapPort)}
  http ${service(programs.httpd, httpPort)}
}
EVENTS {
}
`;
}

function lines(settings: Readonly<Record<string, string>>): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('');
}

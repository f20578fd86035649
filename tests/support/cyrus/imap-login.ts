import { connect } from 'node:net';

/** Logs in and out again. Rejects when the server does not let the user in. */
export async function logInByImap(port: number, user: string, password: string): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  socket.setEncoding('utf8');
  let said = '';
  try {
    socket.write(`a LOGIN "${user}" "${password}"\r\nb LOGOUT\r\n`);
    for await (const piece of socket) said += String(piece);
  } finally {
    socket.destroy();
  }
  if (!/^a OK /m.test(said)) throw new Error(`No login by IMAP: ${said}`);
}

/** Imported before a server that cannot be told where to listen: nobody but this machine reaches it. */
import net from 'node:net';

const { listen } = net.Server.prototype;

/** @this {net.Server} @param {any[]} args the port and, if the server can be told, the host come first */
net.Server.prototype.listen = function listenOnLoopback(...args) {
  const [port, host, ...rest] = args;
  return typeof port === 'number' && typeof host !== 'string'
    ? Reflect.apply(
        listen,
        this,
        [port, '127.0.0.1', host, ...rest].filter((one) => one !== undefined),
      )
    : Reflect.apply(listen, this, args);
};

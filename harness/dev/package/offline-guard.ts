/**
 * A module that, loaded first, refuses every connection and every look-up but those of loopback, and logs each in a file of that name: a program that runs
 * with it is cut off from any network.
 */
export function offlineGuard(log: string): string {
  return `import { appendFileSync } from "node:fs";
import dns from "node:dns";
import net from "node:net";
const isOwn = (host) => host === undefined || /^(?:localhost|127\\.\\d+\\.\\d+\\.\\d+|::1)$/u.test(host);
const refuse = (what) => {
  appendFileSync(${JSON.stringify(log)}, what + "\\n");
  throw new Error("cut off from the network: " + what);
};
const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function (...args) {
  const [first] = Array.isArray(args[0]) ? args[0] : args;
  const host = typeof first === "object" ? first.host : typeof args[1] === "string" ? args[1] : undefined;
  if (!isOwn(host)) refuse("connect " + host);
  return connect.apply(this, args);
};
for (const of of [dns, dns.promises]) {
  const { lookup } = of;
  of.lookup = (host, ...rest) => (isOwn(host) ? lookup(host, ...rest) : refuse("lookup " + host));
}
`;
}

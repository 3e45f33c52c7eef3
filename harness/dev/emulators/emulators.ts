import type { Emulator } from "./emulator.ts";

/** The emulators that `npm run emulators` judges. Those that cannot be judged are in `not-judged.json`, with the reason. */
export const emulators: readonly Emulator[] = [
  {
    name: "moto",
    version: "5.2.1",
    registry: "PyPI",
    package: "moto[server]",
    program: "moto_server",
    serve: (port) => ({ args: ["-H", "127.0.0.1", "-p", String(port)], environment: {} }),
    options: [],
  },
  {
    name: "localemu",
    version: "1.3.2",
    registry: "PyPI",
    package: "localemu",
    program: "localemu",
    // Its default server, Twisted, listens on all interfaces whatever GATEWAY_LISTEN says.
    serve: (port) => ({ args: ["start"], environment: { GATEWAY_SERVER: "hypercorn", GATEWAY_LISTEN: `127.0.0.1:${String(port)}` } }),
    // Its own account; TagResource names sessions by it.
    options: ["--account", "000000000000"],
  },
  {
    name: "fakecloud",
    version: "0.51.0",
    registry: "crates.io",
    package: "fakecloud",
    program: "fakecloud",
    serve: (port) => ({ args: ["--addr", `127.0.0.1:${String(port)}`], environment: {} }),
    options: [],
  },
  {
    name: "ministack",
    version: "1.5.33",
    registry: "PyPI",
    package: "ministack",
    program: "ministack",
    serve: (port) => ({
      args: [],
      environment: { BIND_HOST: "127.0.0.1", GATEWAY_PORT: String(port), MINISTACK_IMDS_ENABLED: "0", IOT_MTLS_ENABLED: "0" },
    }),
    options: [],
  },
];

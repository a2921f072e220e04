// What the other rooms may use of this one.

export { SHANGHAI_CLOCK, type CivilClock } from "./http/civil-clock.ts";
export { buildServer, type ServerParts } from "./http/server.ts";
export { serve, type Preparation, type RunningServer } from "./serve/serve.ts";
export { readServerSettings, type ServerSettings } from "./serve/settings.ts";
export { hashPassword } from "./sign-in/password.ts";

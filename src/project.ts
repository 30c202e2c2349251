// Generated from package.json by scripts/build.js.

export const TOOL_NAME = 'dns-mail-gate';
export const TOOL_VERSION = '0.1.0';
export const SLUG = 'dns-mail-gate/dns-mail-gate';
/** Where rules are explained; a rule's id follows. */
export const HELP_URL = 'https://github.com/dns-mail-gate/dns-mail-gate/blob/main/docs/rules.md#';

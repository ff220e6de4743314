import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const NAME = 'mosquitto_dynamic_security.so';

/** Where the distribution puts it depends on the machine's architecture. */
function plugin(): string {
  const folders = ['/usr/lib', '/usr/local/lib', ...readdirSync('/usr/lib').map((name) => join('/usr/lib', name))];
  const found = folders.map((folder) => join(folder, NAME)).find((file) => existsSync(file));
  if (found === undefined) throw new Error(`${NAME} is not installed: it comes with the package mosquitto`);
  return found;
}

/** Makes the broker's list with its one administrator, as the README says; answers with the lines of `mosquitto.conf`. */
export function dynamicSecurity(file: string, administrator: string, password: string): readonly string[] {
  execFileSync('mosquitto_ctrl', ['dynsec', 'init', file, administrator, password], { stdio: 'ignore' });
  return [
    'allow_anonymous false',
    'per_listener_settings false',
    `plugin ${plugin()}`,
    `plugin_opt_config_file ${file}`,
    'max_queued_messages 0',
  ];
}

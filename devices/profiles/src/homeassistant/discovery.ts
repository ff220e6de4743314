import { isFields, isPlainText, type Fields } from '@silverbell/mqtt-contract';
import type { Issue } from '../profile.js';
import { mentionedIn, readTemplate, type Template } from './template.js';

/** One thing a device announced: where it speaks, and how. */
export interface Entity {
  readonly component: Component;
  /** What it is called on a screen. */
  readonly name: string;
  /** Everything it may be registered by. */
  readonly names: readonly string[];
  /** Those of them that outlive a renaming. */
  readonly ids: readonly string[];
  readonly deviceClass: string | null;
  readonly unit: string | null;
  /** Below the hub's prefix; `null`: another profile reads it. */
  readonly stateTopic: string | null;
  readonly template: Template | null;
  /** The template is beyond us: the parts of a payload that it speaks of, none when it names none. `null`: it can be evaluated, or there is none. */
  readonly mentionedPaths: readonly (readonly string[])[] | null;
  readonly onPayload: string;
  readonly offPayload: string;
  /** A trigger speaks only with these words. */
  readonly triggerPayload: string | null;
  readonly availability: readonly { readonly topic: string; readonly on: string; readonly template: Template | null }[];
}
export const COMPONENTS = ['binary_sensor', 'event', 'device_automation', 'sensor', 'device_tracker'] as const;
export type Component = (typeof COMPONENTS)[number];

/** As firmware abbreviates to save bytes. */
const LONG: Readonly<Record<string, string>> = {
  stat_t: 'state_topic',
  avty_t: 'availability_topic',
  avty: 'availability',
  avty_tpl: 'availability_template',
  val_tpl: 'value_template',
  dev_cla: 'device_class',
  unit_of_meas: 'unit_of_measurement',
  dev: 'device',
  uniq_id: 'unique_id',
  pl: 'payload',
  pl_on: 'payload_on',
  pl_off: 'payload_off',
  pl_avail: 'payload_available',
  t: 'topic',
  ids: 'identifiers',
  cmps: 'components',
  p: 'platform',
};
const long = (fields: Fields): Fields =>
  Object.fromEntries(
    Object.entries(fields).map(([key, value]): [string, unknown] => [
      (Object.hasOwn(LONG, key) ? LONG[key] : undefined) ?? key,
      value,
    ]),
  );

/** `True` and `true` are one word: firmware in Python says the first, JSON the second. */
export const normalizedWord = (value: unknown): string | null =>
  typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string'
    ? String(value).toLowerCase()
    : null;

interface DiscoveryContext {
  readonly hubPrefix: string;
  readonly issues: Issue[];
}

/**
 * Below our own prefix. Below the family's alone, or another hub's, is where a hub speaks that was set up without its id; the broker hears it
 * there for its own. Messages on other topics reach only the profile of zigbee2mqtt.
 */
function topicOf(value: unknown, base: unknown, { hubPrefix, issues }: DiscoveryContext): string | null {
  if (!isPlainText(value, 256)) return null;
  const whole = typeof base === 'string' ? value.replace(/^~|~$/g, () => base) : value;
  if (whole.startsWith(hubPrefix)) return whole.slice(hubPrefix.length);
  if (!whole.startsWith(hubPrefix.replace('homeassistant/', 'zigbee2mqtt/')))
    issues.push({ code: 'foreign-state-topic', detail: whole.slice(0, 200) });
  return whole.startsWith('homeassistant/') ? whole.slice('homeassistant/'.length) : null;
}

/** `undefined`: there is one, and it is outside the subset. */
function templateOf(value: unknown, { issues }: DiscoveryContext): Template | null | undefined {
  if (value === undefined || value === null || value === '') return null;
  const template = readTemplate(value);
  if (template) return template;
  issues.push({
    code: 'unsupported-template',
    detail: (typeof value === 'string' ? value : typeof value).slice(0, 200),
  });
  return undefined;
}

function availabilityOf(fields: Fields, reading: DiscoveryContext): Entity['availability'] {
  const own = fields['availability_topic'] === undefined ? [] : [{ ...fields, topic: fields['availability_topic'] }];
  const listed = Array.isArray(fields['availability'])
    ? (fields['availability'] as readonly unknown[]).slice(0, 8)
    : [];
  return [...own, ...listed].flatMap((entry) => {
    if (!isFields(entry)) return [];
    const each = long(entry);
    const topic = topicOf(each['topic'], fields['~'], reading);
    const template = templateOf(each['availability_template'] ?? each['value_template'], reading);
    return topic === null || template === undefined
      ? []
      : [{ topic, template, on: normalizedWord(each['payload_available']) ?? 'online' }];
  });
}

function namesOf(fields: Fields, path: readonly string[]): Pick<Entity, 'names' | 'ids'> {
  const device = isFields(fields['device']) ? long(fields['device']) : {};
  const identifiers = [device['identifiers']].flat() as readonly unknown[];
  const plain = (names: readonly unknown[]): string[] => names.filter((name) => isPlainText(name, 128));
  const ids = plain([...identifiers.slice(0, 8), fields['unique_id']]);
  return { names: plain([device['name'], ...ids, ...path]), ids };
}

function entityOf(component: string, raw: Fields, path: readonly string[], reading: DiscoveryContext): Entity | null {
  const known = COMPONENTS.find((each) => each === component);
  if (!known) return null;
  const fields = long(raw);
  const template = templateOf(fields['value_template'], reading);
  const { names, ids } = namesOf(fields, path);
  const [name = 'unnamed'] = names;
  const deviceClass = fields['device_class'];
  const unit = fields['unit_of_measurement'];
  return {
    ...{ component: known, name, names, ids },
    template: template ?? null,
    mentionedPaths: template === undefined ? mentionedIn(fields['value_template']) : null,
    deviceClass: isPlainText(deviceClass, 64) ? deviceClass : null,
    unit: isPlainText(unit, 32) ? unit : null,
    stateTopic: topicOf(fields['state_topic'] ?? fields['topic'], fields['~'], reading),
    onPayload: normalizedWord(fields['payload_on']) ?? 'on',
    offPayload: normalizedWord(fields['payload_off']) ?? 'off',
    triggerPayload: normalizedWord(fields['payload']),
    availability: availabilityOf(fields, reading),
  };
}

const MAX_PARTS = 128;

/** Reads one discovery message; `path` is its topic between the prefix and `/config`. */
export function readDiscovery(
  path: readonly string[],
  fields: Fields,
  hubPrefix: string,
): { readonly entities: readonly Entity[]; readonly issues: readonly Issue[] } {
  const issues: Issue[] = [];
  const reading = { hubPrefix, issues };
  const [component = '', ...rest] = path;
  if (component !== 'device') {
    const entity = entityOf(component, fields, rest.reverse(), reading);
    return { entities: entity ? [entity] : [], issues };
  }
  const { components, ...shared } = long(fields);
  const parts = isFields(components) ? Object.entries(components).slice(0, MAX_PARTS) : [];
  const entities = parts.flatMap(([key, part]) => {
    if (!isFields(part)) return [];
    const entity = entityOf(
      normalizedWord(long(part)['platform']) ?? '',
      { ...shared, ...part },
      [key, ...rest],
      reading,
    );
    return entity ? [entity] : [];
  });
  return { entities, issues };
}

const KEPT =
  /^(~|state_topic|topic|value_template|device_class|unit_of_measurement|payload(_on|_off|_available)?|availability(_topic|_template)?|device|name|identifiers|unique_id|components|platform)$/;

/** Of a discovery message only what is read above: small enough to be kept. */
export function condensed(fields: Fields, depth = 0): Fields {
  const keep = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.slice(0, 8).map(keep)
      : isFields(value)
        ? condensed(value, depth + 1)
        : typeof value === 'string'
          ? value.slice(0, 512)
          : typeof value === 'number' || typeof value === 'boolean'
            ? value
            : null;
  const known = long(fields);
  // The parts of a device lie by names of their own.
  const parts =
    isFields(known['components']) && depth === 0 ? Object.entries(known['components']).slice(0, MAX_PARTS) : [];
  const kept = Object.entries(known).filter(([key]) => KEPT.test(key) && key !== 'components');
  return {
    ...Object.fromEntries(kept.map(([key, value]) => [key, depth < 3 ? keep(value) : null])),
    ...(parts.length > 0
      ? {
          components: Object.fromEntries(parts.map(([key, part]) => [key, isFields(part) ? condensed(part, 1) : null])),
        }
      : {}),
  };
}

/** The flow as its users draw it: MQTT in → a function that inserts → websocket out. */
export const flowOf = (mqttPort: number): readonly object[] => [
  {
    ...{ id: 'broker', type: 'mqtt-broker', name: 'mosquitto', broker: '127.0.0.1', port: String(mqttPort) },
    // A session that outlives the connection: what comes while the flow engine is away waits at the broker.
    ...{ clientid: 'sos-flow', cleansession: false, autoUnsubscribe: false, autoConnect: true },
    ...{ protocolVersion: '4', keepalive: '60', usetls: false },
  },
  { id: 'page', type: 'tab', label: 'SOS' },
  {
    ...{ id: 'in', type: 'mqtt in', z: 'page', broker: 'broker', topic: 'care/v1/+/alert', qos: '1' },
    ...{ datatype: 'utf8', inputs: 0, wires: [['insert']] },
  },
  {
    ...{ id: 'insert', type: 'function', z: 'page', outputs: 1, libs: [{ var: 'pg', module: 'pg' }], wires: [['out']] },
    initialize: "context.set('pool', new pg.Pool({ connectionString: env.get('PEER_DATABASE_URL'), max: 32 }));",
    func: `await context.get('pool').query({
  name: 'insert-alert',
  text: 'insert into alert (topic, body, at) values ($1, $2::jsonb, $3)',
  values: [msg.topic, msg.payload, new Date()],
});
msg.payload = JSON.stringify({ id: JSON.parse(msg.payload).id });
return msg;`,
  },
  { id: 'out', type: 'websocket out', z: 'page', server: 'console', client: '', wires: [] },
  { id: 'console', type: 'websocket-listener', path: '/console', wholemsg: 'false' },
];

/** Nothing that a measurement does not need: no editor, no calls home, warnings only. */
export const settingsOf = (httpPort: number): string => `module.exports = {
  uiHost: '127.0.0.1', uiPort: ${String(httpPort)}, httpAdminRoot: false, flowFile: 'flows.json', credentialSecret: false,
  functionExternalModules: true, externalModules: { autoInstall: false, palette: { allowInstall: false, allowUpdate: false } },
  telemetry: { enabled: false, updateNotification: false }, logging: { console: { level: 'warn' } },
};
`;

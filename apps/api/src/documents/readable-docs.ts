import { ROUTES, SOCKET_EVENTS, jsonSchema, type JsonObject, type Route } from '@silverbell/wire';
import { PROBLEM_LABELS, PROBLEM_SLUGS } from '@silverbell/vocabulary';

const escape = (text: string): string => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
const schemaBlock = (title: string, schema: JsonObject): string =>
  `<details><summary>${title}</summary><pre>${escape(JSON.stringify(schema, null, 1))}</pre></details>`;

const STYLE = `
:root{color-scheme:light dark;background:Canvas;color:CanvasText}body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
code,pre{font:14px/1.4 ui-monospace,monospace}pre{overflow:auto;padding:.75rem;border:1px solid #8885;border-radius:.4rem;max-height:30rem}
article{border-top:1px solid #8885;padding:.6rem 0}h3{margin:.2rem 0;font-size:1rem}.verb{display:inline-block;min-width:3.2rem;font-weight:700}
table{border-collapse:collapse;width:100%}td,th{text-align:left;border-bottom:1px solid #8885;padding:.3rem .5rem;vertical-align:top}small{opacity:.8}
`;

/** The routes table as a page that asks for nothing else: no script, no font, no other host. */
export function readableDocs(version: string): { readonly html: string; readonly style: string } {
  const byTag = new Map<string, [string, Route][]>();
  for (const entry of Object.entries<Route>(ROUTES))
    byTag.set(entry[1].tag, [...(byTag.get(entry[1].tag) ?? []), entry]);
  const sections = [...byTag].map(
    ([tag, routes]) => `<section><h2 id="${tag}">${tag}</h2>${routes.map(routeBlock).join('')}</section>`,
  );
  const problems = PROBLEM_SLUGS.map(
    (slug) =>
      `<tr><td><code>${slug}</code><td>${escape(PROBLEM_LABELS[slug]['zh-CN'])}<td>${escape(PROBLEM_LABELS[slug].en)}`,
  );
  const events = Object.entries(SOCKET_EVENTS).map(
    ([name, event]) => `<tr><td><code>${name}</code><td>${event.namespaces.join(' ')}<td>${escape(event.summary)}`,
  );
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Silverbell 银铃 API ${escape(version)}</title><style>${STYLE}</style></head><body><main><h1>Silverbell 银铃 API <small>${escape(version)}</small></h1>
<p>Machine-readable: <a href="/api/openapi.json">openapi.json</a> · <a href="/api/asyncapi.json">asyncapi.json</a>.
Log in with <code>POST /api/v1/auth/login</code> and send <code>Authorization: Bearer …</code>.
Errors are RFC 9457 problems in the language of <code>Accept-Language</code> (zh, en). Unknown fields are refused; a body is at most 64 KiB.</p>
${sections.join('')}
<section><h2 id="sockets">sockets</h2><p>socket.io on the same port, token in the handshake <code>auth.token</code>. On connect send <code>resume</code>; the acknowledgement lists <code>{id, version}</code> of everything open that you may see.</p><table><tr><th>event<th>namespace<th>says${events.join('')}</table></section>
<section><h2 id="problems">problems</h2><table><tr><th>slug<th>zh<th>en${problems.join('')}</table></section>
</main></body></html>`;
  return { html, style: STYLE };
}

function routeBlock([name, route]: [string, Route]): string {
  const takes = [route.idempotent ? 'Idempotency-Key' : '', route.ifMatch ? 'If-Match' : ''].filter(
    (one) => one !== '',
  );
  return `<article id="${name}"><h3><span class="verb">${route.method}</span> <code>${escape(route.path)}</code></h3>
<div>${escape(route.summary['zh-CN'])} · ${escape(route.summary.en)}</div>
<small>${route.roles === 'public' ? 'no login needed' : `roles: ${route.roles.join(', ')}`}${takes.length > 0 ? ` · takes ${takes.join(', ')}` : ''}</small>
${route.body ? schemaBlock('body', jsonSchema(route.body, 'input')) : ''}${route.query ? schemaBlock('query', jsonSchema(route.query, 'input')) : ''}${route.response ? schemaBlock(`answer ${route.status}`, jsonSchema(route.response, 'output')) : ''}</article>`;
}

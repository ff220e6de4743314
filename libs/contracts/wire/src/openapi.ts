import { z } from 'zod';
import { PROBLEM_LABELS, type ProblemSlug } from '@silverbell/vocabulary';
import { PROBLEM_TYPE_PREFIX, problem } from './http/index.js';
import { BODY_PROBLEMS, EVERY_ROUTE_PROBLEMS, LOGIN_PROBLEMS, ROUTES, type Route } from './routes.js';

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };
export type JsonObject = { readonly [key: string]: JsonValue };

/** JSON Schema 2020-12, which is what OpenAPI 3.1 and AsyncAPI 3 speak. */
export const jsonSchema = (schema: z.ZodType, io: 'input' | 'output'): JsonObject => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return JSON.parse(JSON.stringify(rest)) as JsonObject;
};

const answers = (route: Route): JsonObject => {
  const slugs = [
    ...(route.body ? BODY_PROBLEMS : []),
    ...(route.roles === 'public' ? [] : LOGIN_PROBLEMS),
    ...(route.path.includes('{id}') ? (['not-found'] as const) : []),
    ...(route.idempotent ? (['idempotency-key-reused'] as const) : []),
    ...(route.problems ?? []),
    ...EVERY_ROUTE_PROBLEMS,
  ];
  const described = [...new Set<ProblemSlug>(slugs)]
    .map((slug) => `- \`${slug}\`: ${PROBLEM_LABELS[slug].en}`)
    .join('\n');
  return {
    [String(route.status)]: {
      description: route.summary.en,
      content: route.response
        ? { 'application/json': { schema: jsonSchema(route.response, 'output') } }
        : { [route.produces ?? 'text/plain']: { schema: { type: 'string' } } },
    },
    default: {
      description: `A problem (RFC 9457). The last segment of \`type\` is one of:\n${described}`,
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  };
};

const parameters = (route: Route): JsonValue[] => {
  const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]): JsonValue => ({
    name: name ?? '',
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const query = route.query ? jsonSchema(route.query, 'input') : null;
  const inQuery = Object.entries((query?.['properties'] as JsonObject | undefined) ?? {}).map(
    ([name, schema]): JsonValue => ({ name, in: 'query', required: false, schema }),
  );
  return [
    ...inPath,
    ...inQuery,
    ...(route.idempotent ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : []),
    ...(route.ifMatch ? [{ $ref: '#/components/parameters/IfMatch' }] : []),
  ];
};

const requestBody = (route: Route, body: z.ZodType): JsonObject => {
  const schema = jsonSchema(body, 'input');
  if (!route.multipart) return { required: false, content: { 'application/json': { schema } } };
  const properties = {
    ...(schema['properties'] as JsonObject | undefined),
    file: { type: 'string', format: 'binary' },
  };
  const required = ['file', ...((schema['required'] as readonly string[] | undefined) ?? [])];
  return { required: true, content: { 'multipart/form-data': { schema: { ...schema, properties, required } } } };
};

const operation = (name: string, route: Route): JsonObject => ({
  operationId: name,
  tags: [route.tag],
  summary: `${route.summary.en} / ${route.summary['zh-CN']}`,
  ...(route.roles === 'public' ? { security: [] } : { description: `Roles: ${route.roles.join(', ')}` }),
  parameters: parameters(route),
  ...(route.body ? { requestBody: requestBody(route, route.body) } : {}),
  responses: answers(route),
});

/** The OpenAPI 3.1 document of {@link ROUTES}; the api serves it at `/api/openapi.json`. */
export function openApiDocument(version: string): JsonObject {
  const paths: Record<string, Record<string, JsonValue>> = {};
  for (const [name, route] of Object.entries<Route>(ROUTES)) {
    (paths[route.path] ??= {})[route.method.toLowerCase()] = operation(name, route);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Silverbell 银铃',
      version,
      description: `Errors are RFC 9457 problems whose \`type\` begins with ${PROBLEM_TYPE_PREFIX} and ends in a stable slug. Instants are ISO 8601 with a zone. Unknown fields are refused.`,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    security: [{ bearer: [] }],
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
      schemas: { Problem: jsonSchema(problem, 'output') },
      parameters: {
        IdempotencyKey: {
          name: 'Idempotency-Key',
          in: 'header',
          required: false,
          schema: { type: 'string', maxLength: 200 },
          description: 'The same key with the same body gets the first answer again.',
        },
        IfMatch: {
          name: 'If-Match',
          in: 'header',
          required: false,
          schema: { type: 'string' },
          description: 'The version you saw, in quotes. Without it the current state is used.',
        },
      },
    },
  };
}

import { IMMUTABLE_CACHE_CONTROL, RESPONSE_HEADERS } from '../lib/response-headers.ts';

/** The `_headers` file that Netlify, Cloudflare Pages and others read from the built folder. */
export function headersFile(): string {
  const lines = Object.entries(RESPONSE_HEADERS).map(([name, value]) => `  ${name}: ${value}`);
  return ['/*', ...lines, '', '/assets/*', `  Cache-Control: ${IMMUTABLE_CACHE_CONTROL}`, ''].join('\n');
}

/** A whole site for nginx; the example in `docs/hosting`. */
export function nginxConfig(): string {
  const add = (name: string, value: string): string => `add_header ${name} "${value}" always;`;
  const headers = Object.entries(RESPONSE_HEADERS).map(([name, value]) => add(name, value));
  const block = (head: string, lines: readonly string[]): string[] => [
    `${head} {`,
    ...lines.map((line) => (line === '' ? '' : `    ${line}`)),
    '}',
  ];
  return `${[
    '# Put `dist/` into /srv/deskside, and your name and certificate in their places.',
    '# nginx drops inherited headers wherever a block adds one of its own, so each block has them all.',
    ...block('server', [
      'listen 443 ssl http2;',
      'server_name desk.example.org;',
      'ssl_certificate /etc/ssl/desk.example.org.pem;',
      'ssl_certificate_key /etc/ssl/desk.example.org.key;',
      'root /srv/deskside;',
      '',
      'include mime.types;',
      'types {',
      '    text/javascript mjs;',
      '    application/manifest+json webmanifest;',
      '}',
      'gzip on;',
      'gzip_types text/css text/javascript application/javascript application/wasm application/json application/manifest+json image/svg+xml;',
      '',
      ...block('location /', [...headers, add('Cache-Control', 'no-cache')]),
      ...block('location /assets/', [...headers, add('Cache-Control', IMMUTABLE_CACHE_CONTROL)]),
    ]),
  ].join('\n')}\n`;
}

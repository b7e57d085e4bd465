// Everything that the platform promises to clients of the Model Context Protocol, by the client itself. Prints one JSON
// object.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

const client = new Client({ name: 'e2e', version: '1.0.0' });
await client.connect(
  new StreamableHTTPClientTransport(new URL(`${process.env.AIOPS_URL}/mcp`), {
    requestInit: { headers: { Authorization: `Bearer ${process.env.AIOPS_KEY}` } },
  }),
);

const call = (name, args, options) => client.callTool({ name, arguments: args }, undefined, options);

async function allResources() {
  const found = [];
  let cursor;
  do {
    const page = await client.listResources({ cursor });
    found.push(...page.resources);
    cursor = page.nextCursor;
  } while (cursor);
  return found;
}

const resources = await allResources();
const disk = resources.find((resource) => resource.uri.endsWith('/troubleshooting/disk-filling-up.md'));
const pending = await call('terminal', { command: 'journalctl --vacuum-size=500M' });
const progress = [];

console.log(
  JSON.stringify({
    server: client.getServerVersion(),
    instructions: client.getInstructions(),
    tools: (await client.listTools()).tools.map((tool) => tool.name),
    df: await call('terminal', { command: 'df -h' }),
    denied: await call('terminal', { command: 'rm -rf /' }),
    pending,
    status: await call('tool_call_status', { callId: pending.structuredContent.callId }),
    search: await call('search_documents', { query: 'disk is filling up' }),
    asked: await call(
      'ask_agent',
      { question: 'The load of a server is very high, what do I do?' },
      { onprogress: (step) => progress.push(step.message), resetTimeoutOnProgress: true },
    ),
    progress,
    templates: (await client.listResourceTemplates()).resourceTemplates.map((template) => template.uriTemplate),
    document: (await client.readResource({ uri: disk.uri })).contents[0],
    unknownTool: await call('no-such-tool', {}).then(() => null, (error) => error.code),
    unknownDocument: await client.readResource({ uri: 'aiops://documents/none.md' }).then(() => null, (error) => error.code),
  }),
);
await client.close();

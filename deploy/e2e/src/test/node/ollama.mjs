// Everything that the platform promises to clients of Ollama, by the client itself. Prints one JSON object.
import { Ollama } from 'ollama';

const client = new Ollama({
  host: process.env.AIOPS_URL,
  headers: { Authorization: `Bearer ${process.env.AIOPS_KEY}` },
});
const messages = [{ role: 'user', content: 'A server uses all of its memory, what do I do?' }];

async function streamed(model) {
  const told = { content: '', thinking: '', pieces: 0, last: null };
  for await (const part of await client.chat({ model, messages, stream: true })) {
    told.content += part.message.content;
    told.thinking += part.message.thinking ?? '';
    told.pieces += 1;
    told.last = part;
  }
  return told;
}

async function failure(attempt) {
  try {
    await attempt();
    return null;
  } catch (error) {
    return { name: error.name, status: error.status_code, message: error.message };
  }
}

console.log(
  JSON.stringify({
    version: (await client.version()).version,
    models: (await client.list()).models.map((model) => model.name),
    running: (await client.ps()).models.length,
    shown: (await client.show({ model: 'agent-aiops' })).capabilities,
    alive: await (await fetch(process.env.AIOPS_URL, { headers: { 'User-Agent': 'ollama-js/0.6.4' } })).text(),
    stream: await streamed('agent-aiops'),
    whole: await client.chat({ model: 'agent-aiops', messages }),
    generated: (await client.generate({ model: 'agent-aiops', prompt: messages[0].content })).response,
    passedThrough: await streamed('scripted'),
    embeddings: (await client.embed({ model: 'scripted', input: 'x' })).embeddings,
    unknownModel: await failure(() => client.chat({ model: 'nobody', messages })),
    pull: await failure(() => client.pull({ model: 'scripted' })),
  }),
);

// Everything that the platform promises to clients of OpenAI, by the client itself. Prints one JSON object.
import OpenAI from 'openai';

const base = { baseURL: `${process.env.AIOPS_URL}/v1`, maxRetries: 0 };
const client = new OpenAI({ ...base, apiKey: process.env.AIOPS_KEY });
const question = 'The disk of a server is filling up, what do I do?';
// Another question for each thing that is looked at: what was answered a moment ago may come from the cache.
const other = 'Names of hosts do not resolve any more, what do I do?';
const ask = (messages, more = {}) => ({ model: 'agent-aiops', messages, ...more });
const user = (content) => ({ role: 'user', content });

async function streamed(request) {
  const told = { content: '', reasoning: '', finish: null, usage: null, calls: [] };
  for await (const chunk of await client.chat.completions.create({ ...request, stream: true })) {
    const choice = chunk.choices[0];
    told.content += choice?.delta.content ?? '';
    told.reasoning += choice?.delta.reasoning ?? '';
    told.calls.push(...(choice?.delta.tool_calls ?? []));
    told.finish = choice?.finish_reason ?? told.finish;
    told.usage = chunk.usage ?? told.usage;
  }
  return told;
}

async function failure(attempt) {
  try {
    await attempt();
    return null;
  } catch (error) {
    return { name: error.constructor.name, status: error.status, code: error.code, message: error.message };
  }
}

const models = [];
for await (const model of client.models.list()) models.push(model.id);

const first = await client.chat.completions.create(ask([user(question)])).withResponse();
const answer = first.data.choices[0].message;
const next = await client.chat.completions
  .create(ask([user(question), { role: 'assistant', content: answer.content }, user('And how full is it now?')]))
  .withResponse();

const tools = [
  {
    type: 'function',
    function: { name: 'weather', parameters: { type: 'object', properties: { city: { type: 'string' } } } },
  },
];

console.log(
  JSON.stringify({
    models,
    agent: await client.models.retrieve('agent-aiops'),
    whole: { ...answer, usage: first.data.usage, finish: first.data.choices[0].finish_reason },
    sameSession: first.response.headers.get('x-aiops-session') === next.response.headers.get('x-aiops-session'),
    stream: await streamed(ask([user(other)], { stream_options: { include_usage: true } })),
    passedThrough: await streamed({ model: 'scripted', messages: [user('hello')] }),
    passedThroughTools: await streamed({ model: 'scripted', messages: [user('weather?')], tools }),
    embedding: (await client.embeddings.create({ model: 'scripted', input: 'x', encoding_format: 'float' })).data[0],
    wrongKey: await failure(() => new OpenAI({ ...base, apiKey: 'aiops_wrong' }).models.list()),
    unknownModel: await failure(() => client.chat.completions.create({ model: 'nobody', messages: [user('x')] })),
    nothingAsked: await failure(() => client.chat.completions.create(ask([]))),
  }),
);

// A small MCP server over standard streams that misbehaves on demand. No modules: it runs wherever node is.
import { createInterface } from "node:readline";
import { existsSync, readdirSync, writeFileSync } from "node:fs";

console.log("a greeting that is no JSON");
let extra = false;
const text = (value) => ({ content: [{ type: "text", text: String(value) }] });
const object = (properties = {}, required = []) => ({ type: "object", properties, required });
const tools = () => [
  { name: "add", description: "Adds.", inputSchema: object({ a: { type: "number" }, b: { type: "number" } }, ["a", "b"]) },
  { name: "die", description: "Ends the server.", inputSchema: object() },
  { name: "grow", description: "Adds a tool.", inputSchema: object() },
  { name: "hang", description: "Never answers.", inputSchema: object() },
  { name: "look", description: "Looks around.", inputSchema: object({ path: { type: "string" } }, ["path"]) },
  { name: "fail", description: "Fails.", inputSchema: object() },
  { name: "away", description: "Refers away.", inputSchema: object({ x: { $ref: "http://127.0.0.1:1/schema.json" } }) },
  { name: "odd name", description: "No name.", inputSchema: object() },
  ...(extra ? [{ name: "extra", description: "New.", inputSchema: object() }] : []),
];
const call = ({ name, arguments: given }) => {
  switch (name) {
    case "add": return text(given.a + given.b);
    case "die": process.stderr.write("no more\n"); process.exit(3);
    case "grow": extra = true; send({ method: "notifications/tools/list_changed" }); return text("grown");
    case "hang": return undefined;
    case "look": {
      let write = "refused";
      try { writeFileSync("/usr/aiops-mcp-test", "x"); write = "done"; } catch { /* that is the point */ }
      return text(JSON.stringify({
        exists: existsSync(given.path), uid: process.getuid(), write, environment: Object.keys(process.env).sort(),
        processes: readdirSync("/proc").filter((entry) => /^\d+$/.test(entry)).length,
      }));
    }
    case "fail": return { ...text("it did not work"), isError: true };
    default: return text("called " + name);
  }
};
const send = (message) => process.stdout.write(JSON.stringify({ jsonrpc: "2.0", ...message }) + "\n");

createInterface({ input: process.stdin }).on("line", (line) => {
  const { id, method, params } = JSON.parse(line);
  const answer = {
    initialize: () => ({
      protocolVersion: params.protocolVersion, capabilities: { tools: { listChanged: true } },
      serverInfo: { name: "test", version: "1" },
    }),
    ping: () => ({}),
    "tools/list": () => ({ tools: tools() }),
    "tools/call": () => call(params),
  }[method]?.();
  if (id !== undefined && answer) send({ id, result: answer });
});

export interface Tool {
  name: string;
  description: string;
  inputSchema: Schema;
  enabled: boolean;
  risk: string;
  permissions: string[];
  sandbox: string;
  offReason?: string | null;
  condition?: {
    brokenSince?: string | null;
    brokenReason?: string | null;
    testedAt?: string | null;
    testPassed?: boolean | null;
    testSummary?: string | null;
    testFailures: number;
  } | null;
}

export interface Schema {
  type?: string;
  description?: string;
  required?: string[];
  properties?: Record<string, Schema>;
  enum?: unknown[];
  default?: unknown;
}

export interface Call {
  callId: string;
  tool: string;
  arguments: Record<string, unknown>;
  principal: string;
  state: string;
  output?: string | null;
  truncated: boolean;
  exitCode?: number | null;
  durationMs: number;
  queueMs?: number | null;
  sandbox?: string | null;
  reason?: string | null;
  approval?: { approvalId: string } | null;
  acceptedAt: string;
  completedAt?: string | null;
}

export interface Usage {
  tool: string;
  by?: string | null;
  calls: number;
  ran: number;
  succeeded: number;
  refused: number;
  successPercent?: number | null;
  p50Ms: number;
  p95Ms: number;
}

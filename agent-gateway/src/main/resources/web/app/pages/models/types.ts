export interface Model {
  name: string;
  sizeBytes: number;
  digest?: string | null;
  family?: string | null;
  parameterSize?: string | null;
  capabilities: string[];
  loaded: boolean;
}

export interface Host {
  url: string;
  reachable: boolean;
  version?: string | null;
  reason?: string | null;
  circuit: string;
  activeChats: number;
  models: string[];
  loaded: string[];
}

export interface ModelList {
  url: string;
  reachable: boolean;
  version?: string | null;
  reason?: string | null;
  defaultModel?: string | null;
  fallbacks: string[];
  models: Model[];
  hosts: Host[];
}

export interface Figures {
  model: string;
  chats: number;
  failures: number;
  firstTokenP50Ms?: number | null;
  firstTokenP95Ms?: number | null;
  totalP50Ms: number;
  totalP95Ms: number;
  tokensPerSecond: number;
  promptTokens: number;
  answerTokens: number;
  calls: number;
  invalidCalls: number;
  ratedUp: number;
  ratedDown: number;
  lastUsedAt: string;
}

export interface Pull {
  id: string;
  model: string;
  host?: string | null;
  state: string;
  status: string;
  completed: number;
  total: number;
  reason?: string | null;
  requestedBy: string;
  createdAt: string;
}

export interface Promotion {
  id: string;
  model: string;
  previous?: string | null;
  state: string;
  share: number;
  reason?: string | null;
  requestedBy: string;
  createdAt: string;
}

export interface Evaluation {
  id: string;
  model: string;
  state: string;
  passed?: boolean | null;
  score?: number | null;
  callValidity?: number | null;
  reason?: string | null;
  createdAt: string;
}

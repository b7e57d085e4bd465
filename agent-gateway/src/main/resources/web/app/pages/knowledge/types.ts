/** A document as rag-indexer knows it. */
export interface KnownDocument {
  documentId: string;
  source: string;
  mediaType: string;
  title?: string | null;
  kind?: string | null;
  owner?: string | null;
  procedureId?: string | null;
  reviewBy?: string | null;
  tags: string[];
  state: string;
  error?: { file: string; line: number; reason: string } | null;
  chunks: number;
  hash: string;
  changedAt: string;
  indexedAt?: string | null;
  content?: string | null;
}

export interface WatchedFolder {
  name?: string | null;
  folder: string;
  files: number;
  skipped: Record<string, string>;
  skippedFiles: number;
  problem?: string | null;
}

export interface KnowledgeStatus {
  state: string;
  documents: number;
  indexed: number;
  pending: number;
  chunks: number;
  index?: string | null;
  model: string;
  modelReady: boolean;
  lagSeconds: number;
  lastIndexedAt?: string | null;
  failed: { file: string; line: number; reason: string }[];
  folders: WatchedFolder[];
  rebuild?: Record<string, unknown> | null;
}

export interface Hit {
  chunkId: string;
  documentId: string;
  title: string;
  heading?: string | null;
  headingPath?: string[];
  lines?: string | null;
  text: string;
  highlight?: string | null;
  score: number;
  similarity?: number | null;
  lexicalScore?: number | null;
  tags?: string[];
}

export interface Found {
  query: string;
  mode: string;
  degraded?: string | null;
  relevant: boolean;
  tookMs: number;
  results: Hit[];
}

import { type TemplateResult, html } from 'lit';
import type { App } from './app';
import type { Route } from './route';

export interface PageEntry {
  /** The first part of its address. */
  id: string;
  label: string;
  group: 'Work' | 'Platform' | 'Control';
  /** The role without which the page has nothing to show. */
  role?: string;
  load: () => Promise<unknown>;
  view: (app: App, route: Route) => TemplateResult;
}

/** Every page: each is a chunk of its own, fetched when it is first wanted. */
export const PAGES: readonly PageEntry[] = [
  {
    id: 'overview',
    label: 'Overview',
    group: 'Work',
    load: () => import('../pages/overview/overview-page'),
    view: (app, route) => html`<overview-page .app=${app} .route=${route}></overview-page>`,
  },
  {
    id: 'chat',
    label: 'Ask',
    group: 'Work',
    load: () => import('../chat/chat-page'),
    view: (app, route) => html`<chat-page .app=${app} .route=${route}></chat-page>`,
  },
  {
    id: 'alerts',
    label: 'Alerts',
    group: 'Work',
    load: () => import('../pages/alerts/alerts-page'),
    view: (app, route) => html`<alerts-page .app=${app} .route=${route}></alerts-page>`,
  },
  {
    id: 'operations',
    label: 'Operations',
    group: 'Work',
    load: () => import('../pages/operations/operations-page'),
    view: (app, route) => html`<operations-page .app=${app} .route=${route}></operations-page>`,
  },
  {
    id: 'approvals',
    label: 'Approvals',
    group: 'Work',
    load: () => import('../pages/approvals/approvals-page'),
    view: (app, route) => html`<approvals-page .app=${app} .route=${route}></approvals-page>`,
  },
  {
    id: 'knowledge',
    label: 'Knowledge',
    group: 'Work',
    load: () => import('../pages/knowledge/knowledge-page'),
    view: (app, route) => html`<knowledge-page .app=${app} .route=${route}></knowledge-page>`,
  },
  {
    id: 'cases',
    label: 'Cases and FAQ',
    group: 'Work',
    load: () => import('../pages/cases/cases-page'),
    view: (app, route) => html`<cases-page .app=${app} .route=${route}></cases-page>`,
  },
  {
    id: 'tools',
    label: 'Tools',
    group: 'Platform',
    load: () => import('../pages/tools/tools-page'),
    view: (app, route) => html`<tools-page .app=${app} .route=${route}></tools-page>`,
  },
  {
    id: 'models',
    label: 'Models',
    group: 'Platform',
    load: () => import('../pages/models/models-page'),
    view: (app, route) => html`<models-page .app=${app} .route=${route}></models-page>`,
  },
  {
    id: 'sessions',
    label: 'Sessions',
    group: 'Platform',
    load: () => import('../pages/sessions/sessions-page'),
    view: (app, route) => html`<sessions-page .app=${app} .route=${route}></sessions-page>`,
  },
  {
    id: 'logs',
    label: 'Logs',
    group: 'Platform',
    load: () => import('../pages/logs/logs-page'),
    view: (app, route) => html`<logs-page .app=${app} .route=${route}></logs-page>`,
  },
  {
    id: 'traces',
    label: 'Traces',
    group: 'Platform',
    load: () => import('../pages/traces/traces-page'),
    view: (app, route) => html`<traces-page .app=${app} .route=${route}></traces-page>`,
  },
  {
    id: 'compliance',
    label: 'Compliance',
    group: 'Control',
    load: () => import('../pages/compliance/compliance-page'),
    view: (app, route) => html`<compliance-page .app=${app} .route=${route}></compliance-page>`,
  },
  {
    id: 'audit',
    label: 'Audit',
    group: 'Control',
    role: 'admin',
    load: () => import('../pages/audit/audit-page'),
    view: (app, route) => html`<audit-page .app=${app} .route=${route}></audit-page>`,
  },
  {
    id: 'keys',
    label: 'Keys',
    group: 'Control',
    role: 'admin',
    load: () => import('../pages/keys/keys-page'),
    view: (app, route) => html`<keys-page .app=${app} .route=${route}></keys-page>`,
  },
  {
    id: 'settings',
    label: 'Settings',
    group: 'Control',
    load: () => import('../pages/settings/settings-page'),
    view: (app, route) => html`<settings-page .app=${app} .route=${route}></settings-page>`,
  },
];

/** The page of an address; a conversation of its own lies under "sessions" and is the chat's. */
export function pageOf(route: Route): PageEntry | undefined {
  const id = route.page === 'sessions' && route.path.length > 0 ? 'chat' : route.page;
  return PAGES.find((page) => page.id === id);
}

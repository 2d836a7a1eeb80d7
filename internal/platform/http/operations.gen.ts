// Generated from api/openapi/v1 by scripts/generate-operations.mjs. Do not edit.
import type { Json, JsonObject } from '#internal/kernel';
import type { RawJson } from './raw-answer.ts';

export interface paths {
    readonly "/api/v1/acknowledge/{ackToken}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description From a message. */
                readonly ackToken: string;
            };
            readonly cookie?: never;
        };
        /**
         * The page behind a link to acknowledge
         * @description Shows what it is about and a button. Changes nothing, so that programs which open every link of a message acknowledge nothing.
         */
        readonly get: operations["viewAckLink"];
        readonly put?: never;
        /**
         * Acknowledge every firing alert of a message
         * @description Authenticated by the link, which is signed, holds for a week and is good once. Takes no `Idempotency-Key`, for it has one effect by itself.
         */
        readonly post: operations["acknowledgeByLink"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/agents": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List agents in the order of their ids */
        readonly get: operations["listAgents"];
        readonly put?: never;
        /**
         * Register an agent
         * @description Takes over the registration of the same id, if there is one. The generation grows, and whoever held the former one cannot renew it any more.
         */
        readonly post: operations["registerAgent"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/agents/{agentId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly agentId: components["schemas"]["AgentId"];
            };
            readonly cookie?: never;
        };
        /** One agent */
        readonly get: operations["getAgent"];
        readonly put?: never;
        readonly post?: never;
        /**
         * Remove an agent
         * @description Slots that were promised to tickets are free again; leases run out by themselves.
         */
        readonly delete: operations["deregisterAgent"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/agents/{agentId}/drain": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly agentId: components["schemas"]["AgentId"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Ask an agent to finish what it has, and to leave
         * @description The agent is told by the answer to its next heartbeat; it gets no work from now on.
         */
        readonly post: operations["drainAgent"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/agents/{agentId}/heartbeat": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly agentId: components["schemas"]["AgentId"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Tell that an agent lives
         * @description Every 30 seconds. Takes no Idempotency-Key, because a repeat changes nothing. 404: it was removed, register again. 409: another process took the registration over.
         */
        readonly post: operations["heartbeatAgent"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/agents/discover": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Find the agents that could take work now, best first */
        readonly get: operations["discoverAgents"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/agents/watch": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Follow changes of agents as server-sent events
         * @description Changes come in the order of their revisions, which have no gaps. Each event is named after its type, and its id is its revision, so browsers resume by themselves.
         *     Without a revision the stream begins with what happens from now on. A comment every 15 seconds keeps the connection alive.
         */
        readonly get: operations["watchAgents"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/alert-groups": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List groups of alerts that are notified together, newest first */
        readonly get: operations["listAlertGroups"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/alert-groups/{alertGroupId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly alertGroupId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        /**
         * One group of alerts, with what will be notified next and why
         * @description A group ends when there is nothing left to tell; then it is not found.
         */
        readonly get: operations["getAlertGroup"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/alert-groups/{alertGroupId}/notifications": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly alertGroupId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        /**
         * What was told of a group, newest first
         * @description Also of earlier groups with the same key; notifications are kept for two weeks.
         */
        readonly get: operations["listAlertGroupNotifications"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/alert-rules": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List alert rules: event rules in the order in which they are tried, then those over metrics */
        readonly get: operations["listAlertRules"];
        readonly put?: never;
        /**
         * Add an alert rule
         * @description Signals that arrive are held against event rules; rules over metrics are evaluated again and again, in groups.
         */
        readonly post: operations["createAlertRule"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/alert-rules/{ruleId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly ruleId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        /** One alert rule */
        readonly get: operations["getAlertRule"];
        /**
         * Replace the settings of an alert rule
         * @description Alerts that an event rule opened before keep what they got. A rule over metrics keeps its alerts, unless it is switched off.
         */
        readonly put: operations["updateAlertRule"];
        readonly post?: never;
        /**
         * Remove an alert rule
         * @description Alerts that an event rule opened before stay; those of a rule over metrics end, because nobody would tell of their end.
         */
        readonly delete: operations["deleteAlertRule"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/alert-rules/{ruleId}/noise": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly ruleId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        /** How noisy is this rule? */
        readonly get: operations["getRuleNoise"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/alert-rules/backtest": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Run a rule over stored samples, and tell what would have fired
         * @description At most 11,000 evaluations and 20 seconds; `completed_until` says how far it came, and another request may go on from there (alerts that are pending then begin anew).
         *     It changes nothing, so it takes no key.
         */
        readonly post: operations["backtestAlertRule"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/alert-rules/test": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Run unit tests of rules in promtool's format
         * @description The tests bring their samples and their rule files along: nothing is read and nothing is stored, so it takes no key. Failures are told as `promtool test rules` tells them. At most 20
         *     seconds and 100,000 evaluations.
         */
        readonly post: operations["testAlertRules"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/alerts": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List alerts, newest first */
        readonly get: operations["listAlerts"];
        readonly put?: never;
        /**
         * Open an alert by hand
         * @description Alert rules apply as to any other. It stays open until somebody resolves it, or a source reports the end of an alert with these labels.
         */
        readonly post: operations["createAlert"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/alerts/{alertId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly alertId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        /** One alert */
        readonly get: operations["getAlert"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/alerts/{alertId}/acknowledge": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly alertId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Tell everybody that somebody takes care of a firing or escalated alert */
        readonly post: operations["acknowledgeAlert"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/alerts/{alertId}/explain": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly alertId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        /**
         * Why was I (not) paged?
         * @description The routes taken, the groups, what keeps the alert quiet now, what was notified, and what is due next: in order, in words and as data. By what is stored.
         */
        readonly get: operations["explainAlert"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/alerts/{alertId}/resolve": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly alertId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Declare an alert over
         * @description A source that goes on insisting opens a new alert, but not in the five minutes after.
         */
        readonly post: operations["resolveAlert"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/alerts/{alertId}/silence": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly alertId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Silence an alert
         * @description A silence of the very labels of the alert: it holds for the episodes that follow, too, so the alert may resolve and fire again within it.
         */
        readonly post: operations["silenceAlert"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/api-keys": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List API keys, newest first */
        readonly get: operations["listApiKeys"];
        readonly put?: never;
        /**
         * Create an API key; its secret is shown once
         * @description Takes no `Idempotency-Key`, because the answer, which holds the secret, must not be kept for a replay. Revoke a key whose answer got lost.
         */
        readonly post: operations["createApiKey"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/api-keys/{apiKeyId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly apiKeyId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        /** One API key, without its secret */
        readonly get: operations["getApiKey"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/api-keys/{apiKeyId}/revoke": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly apiKeyId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Revoke an API key for good
         * @description Effective everywhere within two seconds.
         */
        readonly post: operations["revokeApiKey"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/approvals": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List what executions ask people before they go on, newest first */
        readonly get: operations["listApprovals"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/approvals/{approvalId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly approvalId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        /** One approval with its evidence and its decisions */
        readonly get: operations["getApproval"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/approvals/{approvalId}/approve": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly approvalId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Agree; the task runs when as many as required have agreed */
        readonly post: operations["approveApproval"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/approvals/{approvalId}/reject": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly approvalId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Refuse; the task fails with an authorization error */
        readonly post: operations["rejectApproval"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/audit-logs": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List changes, newest first */
        readonly get: operations["listAuditLogs"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/audit-logs/export": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** All matching changes, newest first, one JSON object per line */
        readonly get: operations["exportAuditLogs"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/audit-logs/verify": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Recompute the hash chain and name the first broken row */
        readonly get: operations["verifyAuditLog"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/catalogue": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List the actions that the product brings along */
        readonly get: operations["listCatalogue"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/catalogue/{actionName}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly actionName: string;
            };
            readonly cookie?: never;
        };
        /** One action with its definition */
        readonly get: operations["getCatalogueAction"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/catalogue/{actionName}/install": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly actionName: string;
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Make a workflow of an action */
        readonly post: operations["installCatalogueAction"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/events": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List the tenant's CloudEvents, newest first */
        readonly get: operations["listEvents"];
        readonly put?: never;
        /**
         * Send one CloudEvent or a batch; 202 means that they are stored and will reach everybody who listens
         * @description CloudEvents 1.0 in structured JSON, an object or an array of at most 100. Of two events with the same source and id only the first is taken, so the request is idempotent by itself. All events are taken or none.
         */
        readonly post: operations["publishEvents"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/execution-quota": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * How much of the engine the tenant may use, and how much of it is in use
         * @description Beyond `concurrent` executions wait as `pending`; beyond `per_minute` a request is answered 429 with `Retry-After`. Of what is in use up to 100,000 each are counted.
         */
        readonly get: operations["getExecutionQuota"];
        /**
         * Lower the tenant's own limits, or let those of the installation hold again
         * @description A limit above the installation's ceiling is refused with 422: only its operator raises that (`EXECUTIONS_CONCURRENT`, `EXECUTIONS_PER_MINUTE`, `EXECUTION_QUOTAS`). Takes effect within two seconds; what waits starts a few seconds later.
         */
        readonly put: operations["updateExecutionQuota"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/executions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List executions, newest first */
        readonly get: operations["listExecutions"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/executions/{executionId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly executionId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        /** One execution with its steps */
        readonly get: operations["getExecution"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/executions/{executionId}/cancel": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly executionId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Stop an execution and undo its finished tasks, as soon as Temporal answers */
        readonly post: operations["cancelExecution"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/executions/{executionId}/diagram": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly executionId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        /**
         * One execution as a picture, with how each task went, how long it took and how often it was tried
         * @description Without `format`, `Accept` chooses.
         */
        readonly get: operations["getExecutionDiagram"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/executions/{executionId}/pause": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly executionId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Let what runs end and no further task start; waits and deadlines go on counting */
        readonly post: operations["pauseExecution"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/executions/{executionId}/rerun": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly executionId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Run an execution that has ended again from one of its tasks, with what is on record */
        readonly post: operations["rerunExecution"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/executions/{executionId}/resume": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly executionId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Let a paused execution go on */
        readonly post: operations["resumeExecution"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/executions/{executionId}/tree": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly executionId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        /** One execution as the tree of its tasks, with their data, attempts, times, errors and links */
        readonly get: operations["getExecutionTree"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/flapping-policy": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** When do alerts count as flapping? */
        readonly get: operations["getFlappingPolicy"];
        /**
         * Change when alerts count as flapping
         * @description The window is sliding. A change between firing and over weighs 1.2 when it happens, falling to 0.8 when it leaves the window; the sum is the score.
         */
        readonly put: operations["updateFlappingPolicy"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/flow-c/status": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** How the tenant's plans do */
        readonly get: operations["getFlowStatus"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/format_query": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Lay a PromQL expression out */
        readonly get: operations["prometheusFormatQuery"];
        readonly put?: never;
        /**
         * Lay a PromQL expression out
         * @description It reads and changes nothing; a POST because long queries do not fit into a URL.
         */
        readonly post: operations["prometheusFormatQueryByForm"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/heartbeats": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** What has to be heard of regularly, newest first */
        readonly get: operations["listHeartbeats"];
        readonly put?: never;
        /**
         * Raise an alert when something falls silent
         * @description It waits for the first beat; from then on an alert fires when none came within the interval and the grace, and the next beat ends it. Answers the token of its address, this once. Takes no
         *     `Idempotency-Key`, since a stored answer would hold the token; the name is unique instead (409).
         */
        readonly post: operations["createHeartbeat"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/heartbeats/{heartbeatId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly heartbeatId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        /** One heartbeat */
        readonly get: operations["getHeartbeat"];
        /**
         * Change a heartbeat; its token stays
         * @description One that is up is due by the new interval, counted from its last beat. One that is switched off waits, and its alert ends.
         */
        readonly put: operations["updateHeartbeat"];
        readonly post?: never;
        /** Listen for it no more; its alert ends */
        readonly delete: operations["deleteHeartbeat"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/heartbeats/{heartbeatId}/history": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly heartbeatId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        /** When it fell silent and came back, newest first; kept for 90 days */
        readonly get: operations["listHeartbeatChanges"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/heartbeats/{heartbeatId}/ping": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly heartbeatId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        /** The same for programs that know only GET or HEAD; not for browsers that are signed in */
        readonly get: operations["pingHeartbeatByGet"];
        readonly put?: never;
        /**
         * A beat, by whoever may send alerts
         * @description Takes no `Idempotency-Key`, because every beat is a new one.
         */
        readonly post: operations["pingHeartbeat"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/heartbeats/{heartbeatId}/rotate-token": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly heartbeatId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Replace the token of its address; the one before counts no more
         * @description Answers the new token, this once. Takes no `Idempotency-Key`, since a stored answer would hold it.
         */
        readonly post: operations["rotateHeartbeatToken"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/import/prometheus": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * The same, where VictoriaMetrics has it
         * @description The text format of Prometheus, or OpenMetrics when the content type is `application/openmetrics-text`: what `/metrics` of a service answers, pushed by
         *     `curl --data-binary @metrics.txt`. A text with a fault is refused whole, with line and column; samples that the store refuses are named in `errors` while the rest is stored.
         */
        readonly post: operations["importPrometheusText"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/integrations": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Senders of alerts, newest first */
        readonly get: operations["listIntegrations"];
        readonly put?: never;
        /**
         * Take in the alerts of a sender
         * @description Answers the secret that the sender proves itself with, this once, unless the caller brought it. Takes no `Idempotency-Key`, since a stored answer would hold the secret; the name is
         *     unique instead (409). A mapping is checked as a whole: each program that does not compile is named (422).
         */
        readonly post: operations["createIntegration"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/integrations/{integrationId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly integrationId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        /** One integration */
        readonly get: operations["getIntegration"];
        /**
         * Change an integration
         * @description The kind stays, and so does the secret, unless one is given or another way of authentication needs one: then it is answered, this once.
         */
        readonly put: operations["updateIntegration"];
        readonly post?: never;
        /** Take nothing more in from a sender; its receipts go, its alerts stay */
        readonly delete: operations["deleteIntegration"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/integrations/{integrationId}/events": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly integrationId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Receive alerts in the sender's own format
         * @description The sender proves itself as its integration says: with its secret in a header, by Basic authentication, by a signature over the raw body, or with an API key with `alerts:write`. 202 with a receipt
         *     when anything of the delivery was taken in, 422 with the reasons when nothing was. Either way the receipt is stored before the answer; its id is in the header `X-Receipt-Id`, too. Repeats are harmless.
         */
        readonly post: operations["receiveIntegrationEvents"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/integrations/{integrationId}/preview": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly integrationId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * What a body of this sender would become; nothing is stored
         * @description Takes no `Idempotency-Key`, because nothing changes.
         */
        readonly post: operations["previewIntegrationEvents"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/integrations/{integrationId}/receipts": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly integrationId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        /** What became of a sender's deliveries, newest first; kept for 30 days */
        readonly get: operations["listIntegrationReceipts"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/integrations/{integrationId}/receipts/{receiptId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly integrationId: components["schemas"]["Uuid"];
                readonly receiptId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        /** One receipt with the beginning of the body */
        readonly get: operations["getIntegrationReceipt"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/integrations/{integrationId}/rotate-secret": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly integrationId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Replace the secret of an integration; the one before counts no more
         * @description Answers the new secret, this once. Takes no `Idempotency-Key`, since a stored answer would hold it.
         */
        readonly post: operations["rotateIntegrationSecret"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/integrations/alertmanager": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Receive the notifications of an Alertmanager
         * @description A `webhook_configs` receiver of an Alertmanager, with `send_resolved: true`. An alert lasts until its end is notified, because Alertmanager repeats itself only every `repeat_interval`.
         *     Repeats are harmless.
         */
        readonly post: operations["receiveAlertmanagerWebhook"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/label/{name}/values": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The label; names beyond letters, digits and underscores also escaped (`U__…`). */
                readonly name: string;
            };
            readonly cookie?: never;
        };
        /** List values of a label */
        readonly get: operations["prometheusLabelValues"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/labels": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List names of labels */
        readonly get: operations["prometheusLabels"];
        readonly put?: never;
        /**
         * List names of labels
         * @description It reads and changes nothing; a POST because long queries do not fit into a URL.
         */
        readonly post: operations["prometheusLabelsByForm"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/maintenance-windows": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List maintenance windows, newest first */
        readonly get: operations["listMaintenanceWindows"];
        readonly put?: never;
        /**
         * Plan a maintenance, once or time and again
         * @description While it is on, nobody is told that matching alerts fire, and no remediation starts by itself; that they are over is told. What still fires at the end is notified, and considered for remediation, then.
         */
        readonly post: operations["createMaintenanceWindow"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/maintenance-windows/{windowId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly windowId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        /** One maintenance window */
        readonly get: operations["getMaintenanceWindow"];
        /**
         * Change a maintenance window
         * @description One that is on ends, or goes on, as the new settings say.
         */
        readonly put: operations["updateMaintenanceWindow"];
        readonly post?: never;
        /**
         * Delete a maintenance window
         * @description One that is on ends.
         */
        readonly delete: operations["deleteMaintenanceWindow"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/me": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Who the caller is and what the caller may do */
        readonly get: operations["whoAmI"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/me/contact-methods": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** How you are reached */
        readonly get: operations["listContactMethods"];
        readonly put?: never;
        /**
         * Be reached at an address
         * @description Sends a code there; nothing else is sent before it is entered. The code holds for ten minutes and five tries. Takes no `Idempotency-Key`: an address is there once.
         */
        readonly post: operations["createContactMethod"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/me/contact-methods/{contactMethodId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly contactMethodId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /** Be reached there no more */
        readonly delete: operations["deleteContactMethod"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/me/contact-methods/{contactMethodId}/send-code": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly contactMethodId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Send another code
         * @description At most one a minute. Takes no `Idempotency-Key`, because every code is a new one.
         */
        readonly post: operations["sendContactCode"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/me/contact-methods/{contactMethodId}/verify": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly contactMethodId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Enter the code
         * @description Takes no `Idempotency-Key`: every try counts.
         */
        readonly post: operations["verifyContactMethod"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/me/notification-rules": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * In which order you are reached, by urgency
         * @description Without steps everything that is verified is used at once.
         */
        readonly get: operations["getNotificationRules"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/me/notification-rules/{urgency}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly urgency: "high" | "low";
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        /** Say in which order you are reached */
        readonly put: operations["putNotificationRules"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/members": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List the members of the tenant, newest first */
        readonly get: operations["listMembers"];
        readonly put?: never;
        /** Invite somebody by e-mail address */
        readonly post: operations["inviteMember"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/members/{memberId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly memberId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        /** One member */
        readonly get: operations["getMember"];
        readonly put?: never;
        readonly post?: never;
        /**
         * Remove a member, or withdraw an invitation
         * @description Effective within five seconds, whatever tokens the person holds. The last administrator cannot be removed.
         */
        readonly delete: operations["removeMember"];
        readonly options?: never;
        readonly head?: never;
        /**
         * Give a member another role
         * @description The last administrator cannot step down.
         */
        readonly patch: operations["updateMember"];
        readonly trace?: never;
    };
    readonly "/api/v1/metadata": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List types, help texts and units of metrics */
        readonly get: operations["prometheusMetadata"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/metrics/import": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Take metrics in as text
         * @description The text format of Prometheus, or OpenMetrics when the content type is `application/openmetrics-text`: what `/metrics` of a service answers, pushed by
         *     `curl --data-binary @metrics.txt`. A text with a fault is refused whole, with line and column; samples that the store refuses are named in `errors` while the rest is stored.
         */
        readonly post: operations["importMetrics"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/metrics/labels": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List names of labels */
        readonly get: operations["listMetricLabels"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/metrics/labels/{labelName}/values": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly labelName: string;
            };
            readonly cookie?: never;
        };
        /** List values of a label */
        readonly get: operations["listMetricLabelValues"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/metrics/limits": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** What the tenant may send, keep and ask */
        readonly get: operations["getMetricLimits"];
        /**
         * Lower the tenant's own limits, or let those of the installation hold again
         * @description A limit above the installation's ceiling is refused with 422: only its operator raises that (`METRICS_*`). Takes effect within two seconds. A shorter retention removes what is older.
         */
        readonly put: operations["updateMetricLimits"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/metrics/query": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Evaluate a PromQL expression, at one moment or over a range
         * @description With `start`, `end` and `step_seconds` over a range, otherwise at `time`, or now.
         */
        readonly get: operations["queryMetrics"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/metrics/write": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Take samples in by Prometheus's remote write
         * @description Remote write 1.0 and 2.0: a snappy block of `prometheus.WriteRequest` or, with `;proto=io.prometheus.write.v2.Request`, of `io.prometheus.write.v2.Request`.
         *     204 means that all of it is durable. 400 says in a line of text what was refused, first its first sample; what is right is stored all the same, and the same request may come again.
         *     429 (the tenant's samples a second) and 503 carry `Retry-After`. Requests of 2.0 are answered with `X-Prometheus-Remote-Write-{Samples,Histograms,Exemplars}-Written`.
         */
        readonly post: operations["writeMetrics"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/noise": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Which rules, or names of alerts, are noisy?
         * @description The hundred that fired most in the period, with a change that would have helped, by fixed rules.
         */
        readonly get: operations["listNoise"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/notification-channels": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The ways to tell people, with what each needs to know */
        readonly get: operations["listNotificationChannels"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/notifications": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * What was told, to whom and how it went, newest first
         * @description With `status=dead` the list of dead letters. What has ended is kept for thirty days, dead ones for ninety.
         */
        readonly get: operations["listNotifications"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/notifications/{notificationDeliveryId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly notificationDeliveryId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        /** One notification with its message and every attempt */
        readonly get: operations["getNotification"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/notifications/{notificationDeliveryId}/replay": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly notificationDeliveryId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Send a notification once more
         * @description Whatever became of it: one that has ended is tried from the start, one that waits for its next attempt at once. Receivers tell repeats by the id.
         */
        readonly post: operations["replayNotification"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/notifications/replay": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Try dead letters again
         * @description The oldest first, at most 500 at once: call again while `replayed` is 500.
         */
        readonly post: operations["replayDeadNotifications"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/parse_query": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Show a PromQL expression as a tree */
        readonly get: operations["prometheusParseQuery"];
        readonly put?: never;
        /**
         * Show a PromQL expression as a tree
         * @description It reads and changes nothing; a POST because long queries do not fit into a URL.
         */
        readonly post: operations["prometheusParseQueryByForm"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/ping/{pingToken}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The token of a heartbeat, which is good for beats and nothing else. */
                readonly pingToken: string;
            };
            readonly cookie?: never;
        };
        /** The same with GET or HEAD */
        readonly get: operations["pingByTokenWithGet"];
        readonly put?: never;
        /**
         * A beat, by whoever has the token
         * @description Takes no `Idempotency-Key`, because every beat is a new one. A body is not looked at.
         */
        readonly post: operations["pingByToken"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/plans": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List plans, newest first */
        readonly get: operations["listPlans"];
        readonly put?: never;
        /** Check a plan and run it; it starts as soon as Temporal answers, or once it is approved */
        readonly post: operations["submitPlan"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/plans/{planId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly planId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        /** One plan with its tasks, and what became of them */
        readonly get: operations["getPlan"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/plans/{planId}/approve": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly planId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Let a plan run that asks for approval; not by whoever submitted it */
        readonly post: operations["approvePlan"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/plans/{planId}/cancel": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly planId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Stop a plan and undo what is done; it happens as soon as Temporal answers */
        readonly post: operations["cancelPlan"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/plans/{planId}/diagram": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly planId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        /** The tasks of a plan as a Mermaid flowchart, coloured by their state */
        readonly get: operations["getPlanDiagram"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/plans/{planId}/replan": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly planId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Give an open plan a new document; what is done stays
         * @description Tasks that are done stay as they are, open tasks that the document says as before keep their tickets, what it says otherwise begins anew, and what it does not name is removed. Refused while somebody works on a task that would be dropped. `request_key` and `requires_approval` are not looked at.
         */
        readonly post: operations["replanPlan"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/plans/validate": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Say what a plan looks like in time, or everything that is wrong with it; nothing is stored
         * @description Has no effect, so it takes no Idempotency-Key.
         */
        readonly post: operations["validatePlan"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/policies": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List the tenant's policies about plans; without any, the default policy holds */
        readonly get: operations["listPolicies"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/policies/{policyName}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly policyName: string;
            };
            readonly cookie?: never;
        };
        /** One policy with its source */
        readonly get: operations["getPolicy"];
        /**
         * Store a policy, new or in place of the one with its name; it holds for the next plan
         * @description Rego v1 in the package `orchestrix.plan` with a partial rule `deny` that makes a set of texts: reasons why the plan must not run. Sent as source, where the installation has the compiler, or as the bundle of `opa build -t wasm -e orchestrix/plan/deny`, in base64. What does not compile, or fails on an empty input, is refused.
         */
        readonly put: operations["putPolicy"];
        readonly post?: never;
        /** The policy holds no longer */
        readonly delete: operations["deletePolicy"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/policies/evaluate": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Say what policies have against an input; nothing is stored, no plan is touched
         * @description Has no effect, so it takes no Idempotency-Key.
         */
        readonly post: operations["tryPolicy"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/query": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Evaluate a PromQL expression at one moment */
        readonly get: operations["prometheusQuery"];
        readonly put?: never;
        /**
         * Evaluate a PromQL expression at one moment
         * @description It reads and changes nothing; a POST because long queries do not fit into a URL.
         */
        readonly post: operations["prometheusQueryByForm"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/query_exemplars": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Find exemplars of the series that an expression selects */
        readonly get: operations["prometheusQueryExemplars"];
        readonly put?: never;
        /**
         * Find exemplars of the series that an expression selects
         * @description It reads and changes nothing; a POST because long queries do not fit into a URL.
         */
        readonly post: operations["prometheusQueryExemplarsByForm"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/query_range": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Evaluate a PromQL expression over a range of time */
        readonly get: operations["prometheusQueryRange"];
        readonly put?: never;
        /**
         * Evaluate a PromQL expression over a range of time
         * @description It reads and changes nothing; a POST because long queries do not fit into a URL.
         */
        readonly post: operations["prometheusQueryRangeByForm"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/receivers": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Who is told, newest first */
        readonly get: operations["listReceivers"];
        readonly put?: never;
        /**
         * Name somebody whom routing trees can tell
         * @description The name is unique in the tenant. Secrets are stored encrypted and never shown again; instead of a value one may name one of the tenant's secrets.
         */
        readonly post: operations["createReceiver"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/receivers/{receiverId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly receiverId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        /** One receiver */
        readonly get: operations["getReceiver"];
        /**
         * Change a receiver
         * @description An integration stays what it is, with its queue and its secrets, when its `id` is named, or when it is the next of its kind. Secrets that are not named stay; null removes one. The name stays
         *     as long as the routing configuration names it (409).
         */
        readonly put: operations["updateReceiver"];
        readonly post?: never;
        /** Tell it nothing more; what was not delivered is given up */
        readonly delete: operations["deleteReceiver"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/receivers/{receiverId}/test": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly receiverId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Send a test message now and answer what the providers said
         * @description Sent once, past queue, circuit and rate. Takes no `Idempotency-Key`, because every test is a new one.
         */
        readonly post: operations["testReceiver"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/remediation-policies": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List remediation policies, newest first */
        readonly get: operations["listRemediationPolicies"];
        readonly put?: never;
        /** Bind alerts to a workflow */
        readonly post: operations["createRemediationPolicy"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/remediation-policies/{policyId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly policyId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        /** One remediation policy */
        readonly get: operations["getRemediationPolicy"];
        /**
         * Replace all terms of a policy
         * @description What is left out gets its default, except the secret of the escalation, which is kept. What runs already goes on under the old terms.
         */
        readonly put: operations["updateRemediationPolicy"];
        readonly post?: never;
        /**
         * Delete a policy
         * @description Its proposals expire and its history stays. Refused while one of its remediations runs.
         */
        readonly delete: operations["deleteRemediationPolicy"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/remediation-settings": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Whether remediations may start at all */
        readonly get: operations["getRemediationSettings"];
        /**
         * Throw or release the kill switch
         * @description When this has answered with the switch on, nothing starts any more. Executions that run already are cancelled one by one.
         */
        readonly put: operations["updateRemediationSettings"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/remediations": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List what became of policies for alerts, newest first */
        readonly get: operations["listRemediations"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/remediations/{remediationId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly remediationId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        /** One remediation */
        readonly get: operations["getRemediation"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/remediations/{remediationId}/approve": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly remediationId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Say yes to a proposal, or take up a suggestion
         * @description The guardrails are asked again. The answer tells what became of it: `running`, `refused` with the reason, or `expired` because the alert is over. 409 when somebody decided before.
         */
        readonly post: operations["approveRemediation"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/remediations/{remediationId}/reject": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly remediationId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Say no to a proposal or a suggestion */
        readonly post: operations["rejectRemediation"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/routing": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Who is told of which alerts: the routing configuration that holds */
        readonly get: operations["getRouting"];
        /**
         * Replace the routing configuration, all at once
         * @description Makes a new version that holds at once: open alerts are placed anew, and nobody is told again of what they know. Settings that say the same make no version. Every version is kept.
         *     `If-Match: "0"` makes the first one only.
         */
        readonly put: operations["putRouting"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/routing/diagram": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The routing configuration as a picture
         * @description Without `format`, `Accept` chooses.
         */
        readonly get: operations["getRoutingDiagram"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/routing/export": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The routing configuration and the receivers as an alertmanager.yml
         * @description Secrets are `<secret>`. Integrations that such a file cannot say are named in comments.
         */
        readonly get: operations["exportRouting"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/routing/import": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Take over an alertmanager.yml, with a report of what maps fully, partly and not
         * @description Makes the routing configuration that of the file and, all at once with it, the receivers that it names: those that are there get the file's integrations, others stay as they are. What Alertmanager refuses is refused, each
         *     thing with its path and line. Secrets are sealed; files that the configuration names (`*_file`, `templates`) cannot be read, and the report says so. It takes no key, because the same file again changes nothing.
         */
        readonly post: operations["importRouting"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/routing/test": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Tell what would happen to an alert that begins at a time
         * @description By the routing that holds, or by one that comes with the question, and by what is stored: open alerts that inhibit it, silences that match. The alert is taken for the first of its groups. It changes nothing, and takes no key.
         */
        readonly post: operations["testRouting"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/routing/versions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List the versions of the routing configuration, latest first */
        readonly get: operations["listRoutingVersions"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/routing/versions/{routingVersion}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly routingVersion: number;
            };
            readonly cookie?: never;
        };
        /** One version of the routing configuration */
        readonly get: operations["getRoutingVersion"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/routing/versions/{routingVersion}/restore": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly routingVersion: number;
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Make an earlier version hold again, as a new one */
        readonly post: operations["restoreRoutingVersion"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/rule-groups": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List groups of rules over metrics, by namespace and name */
        readonly get: operations["listRuleGroups"];
        readonly put?: never;
        /** Add a group of rules over metrics */
        readonly post: operations["createRuleGroup"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/rule-groups/{groupId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly groupId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        /** One group with its rules */
        readonly get: operations["getRuleGroup"];
        /**
         * Replace a group and its rules
         * @description Rules that stay keep their alerts: those with their id, and those with the same kind, name and labels.
         */
        readonly put: operations["updateRuleGroup"];
        readonly post?: never;
        /**
         * Remove a group with its rules
         * @description Their alerts end.
         */
        readonly delete: operations["deleteRuleGroup"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/rule-groups/export": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The groups of a namespace as a Prometheus rule file
         * @description Rules that such a file cannot say (dynamic ones, and those that are switched off) are named in comments.
         */
        readonly get: operations["exportRuleGroups"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/rule-groups/import": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Make the groups of a namespace those of a Prometheus rule file, all at once
         * @description Faults are told as `promtool check rules` tells them, with line and column. Rules that stay the same keep their alerts; rules that stay, by kind, name and labels, keep what
         *     a file cannot say: their policies, and whether they are switched on. It takes no key, because the same file again changes nothing.
         */
        readonly post: operations["importRuleGroups"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/rules": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List rules over metrics with their alerts, as Prometheus does */
        readonly get: operations["prometheusRules"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/secrets": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List secrets by name, without their values */
        readonly get: operations["listSecrets"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/secrets/{secretName}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly secretName: string;
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        /**
         * Make a secret or replace its value
         * @description Workflows use it by name: `$secrets.<name>`, or as the properties of an authentication. The value is encrypted and never answered; the next call that needs it uses the new one.
         */
        readonly put: operations["putSecret"];
        readonly post?: never;
        /**
         * Forget a secret
         * @description A call that needs it fails from now on.
         */
        readonly delete: operations["deleteSecret"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/series": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Find series by selectors */
        readonly get: operations["prometheusSeries"];
        readonly put?: never;
        /**
         * Find series by selectors
         * @description It reads and changes nothing; a POST because long queries do not fit into a URL.
         */
        readonly post: operations["prometheusSeriesByForm"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/settings/egress": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Where workflows, probes and webhooks may connect to */
        readonly get: operations["getEgressSettings"];
        /**
         * Replace the allow-list
         * @description It holds for the next call, also of workflows that run already.
         */
        readonly put: operations["updateEgressSettings"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/silences": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List silences, newest first */
        readonly get: operations["listSilences"];
        readonly put?: never;
        /**
         * Silence alerts
         * @description Notifications about alerts that match are held back; the alerts themselves are recorded, and remediation goes on. What still fires at the end is notified.
         */
        readonly post: operations["createSilence"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/silences/{silenceId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly silenceId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        /** One silence */
        readonly get: operations["getSilence"];
        /**
         * Change a silence
         * @description Its id stays as long as its matchers stay and it is not over (Alertmanager's rule); otherwise it ends, and the answer is the new one.
         */
        readonly put: operations["updateSilence"];
        readonly post?: never;
        /**
         * End a silence
         * @description It is kept for 120 hours. One that is over stays as it is.
         */
        readonly delete: operations["expireSilence"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/silences/preview": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Which open alerts would these matchers silence?
         * @description Changes nothing, so it takes no `Idempotency-Key`.
         */
        readonly post: operations["previewSilence"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/status/buildinfo": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Say which version of Prometheus's API this is */
        readonly get: operations["prometheusBuildInfo"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/status/runtimeinfo": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Say how the server is doing */
        readonly get: operations["prometheusRuntimeInfo"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/status/tsdb": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Say which metrics and labels the tenant's series are made of */
        readonly get: operations["prometheusTsdbStatus"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/tenants": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List tenants, newest first */
        readonly get: operations["listTenants"];
        readonly put?: never;
        /**
         * Create a tenant and invite its first administrator
         * @description The organization appears at the identity provider shortly afterwards.
         */
        readonly post: operations["createTenant"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/tenants/{tenantId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly tenantId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        /** One tenant */
        readonly get: operations["getTenant"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        /** Rename a tenant, or switch it on or off */
        readonly patch: operations["updateTenant"];
        readonly trace?: never;
    };
    readonly "/api/v1/ticket-signing-keys": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Public keys that ticket tokens are verified with, as a JSON Web Key Set */
        readonly get: operations["getTicketSigningKeys"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/tickets": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List execution tickets
         * @description Newest first, or with `order=deadline` the open ones that have a deadline, the nearest first.
         */
        readonly get: operations["listTickets"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/tickets/{ticketId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly ticketId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        /** One execution ticket */
        readonly get: operations["getTicket"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        /**
         * Put a ticket into another status by hand
         * @description Only changes that are legal from where it is; others are refused with 409, which names those that are. Whoever holds a lease of it has lost it.
         */
        readonly patch: operations["updateTicketStatus"];
        readonly trace?: never;
    };
    readonly "/api/v1/tickets/{ticketId}/complete": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly ticketId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Say that a leased ticket is done
         * @description Takes no `Idempotency-Key`, because the fencing token does its work. Saying it again changes nothing. 409 when the lease was lost.
         */
        readonly post: operations["completeTicket"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/tickets/{ticketId}/fail": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly ticketId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Say that a leased ticket could not be done
         * @description Another attempt follows after a pause when it is `retryable` and there are attempts left. Takes no `Idempotency-Key`, because the fencing token does its work. 409 when the lease was lost.
         */
        readonly post: operations["failTicket"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/tickets/{ticketId}/heartbeat": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly ticketId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Renew a lease
         * @description Takes no `Idempotency-Key`, because renewing twice is renewing. 409 when the lease was lost; stop working then.
         */
        readonly post: operations["heartbeatTicket"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/tickets/{ticketId}/history": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly ticketId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        /**
         * Every change of a ticket, newest first
         * @description As the audit log has them; signs of life are not changes.
         */
        readonly get: operations["getTicketHistory"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/tickets/{ticketId}/retry": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly ticketId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Offer a FAILED ticket once more
         * @description It becomes PENDING and has as many attempts as a new one. Tickets that their execution runs are refused with 409, for then the execution is repeated.
         */
        readonly post: operations["retryTicket"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/tickets/{ticketId}/token": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly ticketId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Make a token that is good for this one ticket
         * @description A JWT (EdDSA, `aud` orchestrix-tickets) to hand to whoever runs the ticket, good for reading, renewing, completing and failing it as `Authorization: Bearer`, and nothing else.
         *     It is not kept, so there is no `Idempotency-Key`.
         */
        readonly post: operations["createTicketToken"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/tickets/lease": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Lease what is next, waiting for it if asked to
         * @description Gives up to `max` tickets that ask for nothing the agent cannot do: near deadlines first, then by priority, then by age. Each counts as an attempt and is held until
         *     `expires_at` unless it is renewed. Answers as soon as there is work, or with an empty list after `wait_seconds`. Takes no `Idempotency-Key`: a lease whose answer was lost ends by itself.
         */
        readonly post: operations["leaseTickets"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/tickets/report": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Renew, complete and fail many leased tickets at once
         * @description Up to a hundred reports about tickets that the caller holds: `alive` renews a lease, `completed` and `failed` end it. They are answered in their order, each with the status and the
         *     problem that it would have had alone (200, 404, 409), and a lost lease among them changes nothing for the others. All that count are one commit. Takes no `Idempotency-Key`,
         *     because the fencing tokens do its work: saying an end again changes nothing.
         */
        readonly post: operations["reportTickets"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/webhook-deliveries/{deliveryId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly deliveryId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        /** One delivery */
        readonly get: operations["getWebhookDelivery"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/webhook-deliveries/{deliveryId}/attempts": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly deliveryId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        /**
         * What came of each attempt at a delivery, newest first
         * @description Kept as long as the delivery.
         */
        readonly get: operations["listWebhookAttempts"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/webhook-deliveries/{deliveryId}/replay": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly deliveryId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Make a delivery once more
         * @description Whatever became of it: one that has ended is tried from the start, one that waits for its next attempt at once. The receiver tells repeats by `webhook-id`.
         */
        readonly post: operations["replayWebhookDelivery"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/webhook-endpoints": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Who is told of tickets, newest first */
        readonly get: operations["listWebhookEndpoints"];
        readonly put?: never;
        /**
         * Tell somebody of tickets
         * @description Answers the signing secret, this once. Takes no `Idempotency-Key`, since a stored answer would hold it.
         */
        readonly post: operations["createWebhookEndpoint"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/webhook-endpoints/{endpointId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly endpointId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        /** One webhook endpoint */
        readonly get: operations["getWebhookEndpoint"];
        /** Change a webhook endpoint; its secret stays */
        readonly put: operations["updateWebhookEndpoint"];
        readonly post?: never;
        /** Tell it nothing more; what was not delivered is dropped */
        readonly delete: operations["deleteWebhookEndpoint"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/webhook-endpoints/{endpointId}/deliveries": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly endpointId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        /**
         * What an endpoint was told, newest first
         * @description With `status=dead` the list of dead letters. Delivered ones are kept for seven days, dead ones for ninety.
         */
        readonly get: operations["listWebhookDeliveries"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/webhook-endpoints/{endpointId}/ping": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly endpointId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Send an endpoint a test delivery and say what came of it
         * @description A signed message of type `tickets.webhook.ping`, sent now and once, also when the endpoint is off or its circuit is open. One that arrives closes the circuit. Takes no
         *     `Idempotency-Key`, because every ping is a new one.
         */
        readonly post: operations["pingWebhookEndpoint"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/webhook-endpoints/{endpointId}/replay": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly endpointId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Try every dead delivery of an endpoint again */
        readonly post: operations["replayDeadWebhookDeliveries"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/webhook-endpoints/{endpointId}/rotate-secret": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly endpointId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Replace the signing secret of an endpoint
         * @description Answers the new secret, this once. Until the overlap is over `webhook-signature` holds a signature with each of the two; `X-Webhook-Signature`, which has room for one, is made
         *     with the old one. Takes no `Idempotency-Key`, since a stored answer would hold the secret.
         */
        readonly post: operations["rotateWebhookSecret"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/webhooks/pipeline-completed": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * A pipeline says that it has ended, which ends the ticket of its task
         * @description Authenticated by its signature alone: `sha256=` and, in hex, HMAC-SHA256 over the timestamp, a full stop and the body as it is sent, with the tenant's secret named `pipeline-webhook`. The timestamp may be five minutes off. The same request again is answered 200 with `replayed` and has no effect.
         */
        readonly post: operations["receivePipelineWebhook"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/workflow-schedules": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List the workflows that start by themselves, the newest first */
        readonly get: operations["listWorkflowSchedules"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/workflows": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List workflows, newest first */
        readonly get: operations["listWorkflows"];
        readonly put?: never;
        /** Store a new workflow; the definition is checked and every fault is named */
        readonly post: operations["createWorkflow"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/workflows/{workflowId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly workflowId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        /** One workflow with its current definition */
        readonly get: operations["getWorkflow"];
        /** Make a new version current; what runs stays on the version it started with */
        readonly put: operations["updateWorkflow"];
        readonly post?: never;
        /** Take a workflow out of use and free its name; it stays readable */
        readonly delete: operations["archiveWorkflow"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/workflows/{workflowId}/diagram": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly workflowId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        /**
         * A version as a picture
         * @description Without `format`, `Accept` chooses.
         */
        readonly get: operations["getWorkflowDiagram"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/workflows/{workflowId}/disable": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly workflowId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Let the workflow start no more executions; what runs goes on */
        readonly post: operations["disableWorkflow"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/workflows/{workflowId}/draft": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly workflowId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        /** What is being written, and what keeps it from being published */
        readonly get: operations["getWorkflowDraft"];
        /**
         * Save the draft beside the current version; it need not be valid yet
         * @description `If-Match` takes the draft's own ETag; `*` starts one.
         */
        readonly put: operations["saveWorkflowDraft"];
        readonly post?: never;
        /** Throw the draft away */
        readonly delete: operations["discardWorkflowDraft"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/workflows/{workflowId}/dry-run": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly workflowId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Tell what an execution would do, and do none of it
         * @description Conditions and expressions are evaluated, calls are shown instead of made. What a call would have answered is unknown unless `mocks` says it, and what depends on
         *     something unknown is reported as such. Changes nothing, so it takes no `Idempotency-Key`.
         */
        readonly post: operations["dryRunWorkflow"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/workflows/{workflowId}/enable": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly workflowId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Let the workflow start executions */
        readonly post: operations["enableWorkflow"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/workflows/{workflowId}/execute": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly workflowId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Accept an execution; it starts as soon as Temporal answers */
        readonly post: operations["executeWorkflow"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/workflows/{workflowId}/export": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly workflowId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        /** A version as a YAML document that can be imported elsewhere */
        readonly get: operations["exportWorkflow"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/workflows/{workflowId}/publish": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly workflowId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Make the draft the current version; what runs stays on the version it started with */
        readonly post: operations["publishWorkflow"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/workflows/{workflowId}/schedule": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly workflowId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        /** How the workflow starts by itself, and when next */
        readonly get: operations["getWorkflowSchedule"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/workflows/{workflowId}/schedule/backfill": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly workflowId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Start an execution for every fire time of a past period that has none, at most 100
         * @description There is one execution per fire time, ever, so that asking again starts nothing more. All of them start at once, within the quota of the tenant. Only schedules of `every` and `cron` have fire times (409).
         */
        readonly post: operations["backfillWorkflowSchedule"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/workflows/{workflowId}/schedule/fires": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly workflowId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        /** What became of the workflow's fires, newest first; the last 500 are kept */
        readonly get: operations["listWorkflowScheduleFires"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/workflows/{workflowId}/schedule/pause": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly workflowId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Start nothing until it is resumed; what runs goes on */
        readonly post: operations["pauseWorkflowSchedule"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/workflows/{workflowId}/schedule/resume": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly workflowId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Go on; what would have started meanwhile is left out */
        readonly post: operations["resumeWorkflowSchedule"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/workflows/{workflowId}/schedule/trigger": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly workflowId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Let the schedule fire now, also while it is paused; its rhythm stays what it is
         * @description The answer says what became of the fire, as its overlap policy wants it, or the one that is given. A schedule that events start cannot be triggered (409).
         */
        readonly post: operations["triggerWorkflowSchedule"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/workflows/{workflowId}/versions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly workflowId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        /** List the versions of a workflow, latest first */
        readonly get: operations["listWorkflowVersions"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/workflows/{workflowId}/versions/{version}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly version: number;
                readonly workflowId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        /** One version of a workflow */
        readonly get: operations["getWorkflowVersion"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/workflows/import": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Take definitions in; nothing that arrives runs before it is enabled or published
         * @description One or several documents of the Open Workflow DSL: a YAML stream, or a JSON object or array. A new workflow arrives disabled; a definition for a workflow
         *     that is there (by its name) waits as its draft. Faulty documents are reported, the others are stored together.
         */
        readonly post: operations["importWorkflows"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/write": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * The same, where Prometheus has it
         * @description Remote write 1.0 and 2.0: a snappy block of `prometheus.WriteRequest` or, with `;proto=io.prometheus.write.v2.Request`, of `io.prometheus.write.v2.Request`.
         *     204 means that all of it is durable. 400 says in a line of text what was refused, first its first sample; what is right is stored all the same, and the same request may come again.
         *     429 (the tenant's samples a second) and 503 carry `Retry-After`. Requests of 2.0 are answered with `X-Prometheus-Remote-Write-{Samples,Histograms,Exemplars}-Written`.
         */
        readonly post: operations["remoteWrite"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/alerts": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Alerts that fire as Alertmanager shows them */
        readonly get: operations["alertmanagerAlerts"];
        readonly put?: never;
        /**
         * Take alerts in as Alertmanager does
         * @description The contract of Alertmanager's API v2, so that a stock Prometheus can list Orchestrix under `alertmanagers:` (with `authorization: { type: Bearer, credentials: <API key> }`),
         *     and `amtool alert add` works. As there, an alert that makes no sense does not keep the others out: those are stored, and the answer is 400
         *     with the reasons. Repeats are harmless.
         */
        readonly post: operations["receivePrometheusAlerts"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/alerts/groups": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Groups of alerts as Alertmanager shows them
         * @description Without a routing configuration all alerts are one group of the receiver `default`, of which nobody is told.
         */
        readonly get: operations["alertmanagerAlertGroups"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/receivers": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Names of receivers as Alertmanager shows them */
        readonly get: operations["alertmanagerReceivers"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/silence/{silenceId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly silenceId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        /** One silence as Alertmanager shows it */
        readonly get: operations["alertmanagerSilence"];
        readonly put?: never;
        readonly post?: never;
        /**
         * End a silence as Alertmanager does
         * @description One that is over stays as it is.
         */
        readonly delete: operations["expireAlertmanagerSilence"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/silences": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List silences as Alertmanager does
         * @description Active ones by their end, then pending ones by their start, then those that ended last; over ones for 120 hours.
         */
        readonly get: operations["alertmanagerSilences"];
        readonly put?: never;
        /**
         * Add or change a silence as Alertmanager does
         * @description With an `id` that silence changes, as long as its matchers stay and it is not over; otherwise it ends and a new one is made. Works with `amtool silence add`, `update` and `import`,
         *     which know no `Idempotency-Key`.
         */
        readonly post: operations["putAlertmanagerSilence"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/status": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Configuration and version as Alertmanager shows them
         * @description The configuration is that of the tenant, without secrets; there is no cluster.
         */
        readonly get: operations["alertmanagerStatus"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/health": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Everything this server depends on, and which parts are degraded */
        readonly get: operations["getHealth"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/health/live": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The process runs its event loop; says nothing about dependencies */
        readonly get: operations["getLiveness"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/health/ready": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The server can take requests; 503 while it starts, stops or cannot reach its database */
        readonly get: operations["getReadiness"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/prometheus/api/v1/alerts": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List pending and firing alerts of rules over metrics, as Prometheus does
         * @description `/api/v1/alerts` lists alerts of all sources, with what became of them.
         */
        readonly get: operations["prometheusAlerts"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/metrics": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Take OpenTelemetry metrics in
         * @description OTLP/HTTP, protobuf or JSON, as an OpenTelemetry SDK or collector sends them; cumulative and delta temporality. Names and labels become those of Prometheus. An answer
         *     with `partialSuccess` says what was refused; 429 and 503 carry `Retry-After`. Failures are a `google.rpc.Status` in the encoding of the request.
         */
        readonly post: operations["exportOtlpMetrics"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v2/enqueue": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Receive an event as PagerDuty does
         * @description PagerDuty's Events API v2: whatever sends to `https://events.pagerduty.com/v2/enqueue` may send here. `routing_key` is the secret of an integration of the kind `pagerduty`. A trigger opens the alert of its `dedup_key`, an
         *     acknowledge acknowledges it, a resolve ends it. Errors are told as PagerDuty tells them.
         */
        readonly post: operations["enqueuePagerdutyEvent"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        readonly Agent: {
            readonly address: string | null;
            readonly agent_id: components["schemas"]["AgentId"];
            readonly capabilities: readonly components["schemas"]["AgentCapability"][];
            readonly draining: boolean;
            /** @description Grows with every registration. */
            readonly generation: number;
            readonly labels: components["schemas"]["AgentLabels"];
            readonly last_heartbeat_at: components["schemas"]["Timestamp"];
            readonly name: string;
            readonly registered_at: components["schemas"]["Timestamp"];
            /** @description Slots that are promised to tickets. */
            readonly reserved_slots: number;
            readonly slots: number;
            readonly status: components["schemas"]["AgentStatus"];
            readonly telemetry: components["schemas"]["AgentTelemetry"];
            readonly version: string;
        };
        /**
         * @description A type of tickets that an agent runs.
         * @example run.shell
         */
        readonly AgentCapability: string;
        readonly AgentChange: {
            /** @description As it is after the change; its last state when it left; `null` for `relist`. */
            readonly agent: components["schemas"]["Agent"] | null;
            /** Format: date-time */
            readonly occurred_at: string | null;
            readonly revision: number;
            /**
             * @description `relist`: changes were missed and are not kept any more. List again; the stream goes on after this revision.
             * @enum {string}
             */
            readonly type: "registered" | "status_changed" | "drain_requested" | "deregistered" | "removed" | "relist";
        };
        readonly AgentHeartbeat: {
            /**
             * @description The agent is about to stop and takes nothing new.
             * @default false
             */
            readonly draining?: boolean;
            /** @description As registration answered it. */
            readonly generation: number;
            readonly telemetry: components["schemas"]["AgentTelemetry"];
        };
        readonly AgentHeartbeatAnswer: {
            /** @description `drain`: take no more work, finish what runs, deregister. */
            readonly instructions: readonly "drain"[];
            /** @description When to send the next one. */
            readonly next_interval_seconds: number;
        };
        /**
         * @description Chosen by the agent, unique in the tenant, and the same after a restart.
         * @example builder-0
         */
        readonly AgentId: string;
        readonly AgentLabels: {
            readonly [key: string]: string;
        };
        /** @description How an agent calls itself; the id of a registered one. */
        readonly AgentName: string;
        /**
         * @description `degraded` misses at least one heartbeat; `unhealthy` at least three, and gets no work. Ten missed heartbeats remove the agent.
         * @enum {string}
         */
        readonly AgentStatus: "healthy" | "degraded" | "unhealthy";
        readonly AgentTelemetry: {
            /** @description Part of all processors in use. */
            readonly cpu: number;
            /** @description Tickets that it runs now. */
            readonly in_flight: number;
            /** @description Part of the memory in use. */
            readonly memory: number;
            /**
             * @description Tickets that it holds and has not begun.
             * @default 0
             */
            readonly queued?: number;
        };
        readonly Alert: {
            /** Format: date-time */
            readonly acknowledged_at: string | null;
            readonly acknowledged_by: string | null;
            /** @description Descriptions by the source and the rule. */
            readonly annotations: {
                readonly [key: string]: string;
            };
            readonly created_at: components["schemas"]["Timestamp"];
            /**
             * Format: date-time
             * @description When it ended, according to its source.
             */
            readonly ends_at: string | null;
            /** Format: date-time */
            readonly escalated_at: string | null;
            readonly escalation_reason: string | null;
            /**
             * Format: date-time
             * @description When it resolves without another signal.
             */
            readonly expires_at: string | null;
            readonly fingerprint: components["schemas"]["Fingerprint"];
            /** Format: date-time */
            readonly fired_at: string | null;
            /**
             * Format: date-time
             * @description When it fires, while it is pending.
             */
            readonly fires_at: string | null;
            /**
             * Format: date-time
             * @description Its label set changes between firing and over too often, since this time; while it does, it is notified once.
             */
            readonly flapping_since: string | null;
            /** @description Where the source explains the alert. */
            readonly generator_url: string | null;
            readonly id: components["schemas"]["Uuid"];
            /** @description Labels of the source and of the rule. */
            readonly labels: {
                readonly [key: string]: string;
            };
            readonly last_received_at: components["schemas"]["Timestamp"];
            /** @description The label `alertname`. */
            readonly name: string;
            /** @description Signals received about it, repeats included. */
            readonly occurrences: number;
            /** @enum {string|null} */
            readonly resolution: "source" | "expiry" | "manual" | null;
            /**
             * Format: date-time
             * @description When we learned of the end.
             */
            readonly resolved_at: string | null;
            readonly resolved_by: string | null;
            /**
             * Format: uuid
             * @description The alert rule that matched when it opened.
             */
            readonly rule_id: string | null;
            readonly severity: components["schemas"]["Severity"];
            /**
             * @description Through what it came first; `rule`: an alert rule over metrics; `integration`: one of the tenant's integrations.
             * @enum {string}
             */
            readonly source: "prometheus" | "alertmanager" | "manual" | "rule" | "integration";
            readonly starts_at: components["schemas"]["Timestamp"];
            /**
             * @description Why it is in its state, where that is not the condition of its rule. Open: its data is missing (`NoData`: that is the alert; `KeepLast`: it stays as it was), its rule cannot be evaluated (`Error`). Over: its data is gone (`MissingSeries`), its rule was deleted, changed or switched off.
             * @enum {string|null}
             */
            readonly state_reason: "NoData" | "Error" | "KeepLast" | "MissingSeries" | "RuleDeleted" | "Updated" | "Paused" | null;
            readonly status: components["schemas"]["AlertStatus"];
            readonly version: number;
        };
        readonly AlertExplanation: {
            readonly alert_id: components["schemas"]["Uuid"];
            /** @description One for each route that it takes. */
            readonly groups: readonly {
                /** Format: uuid */
                readonly group_id: string | null;
                readonly group_interval_seconds: number;
                readonly group_key: string;
                readonly group_wait_seconds: number;
                /** @description `null`: nobody has the receiver's name. */
                readonly integrations: number | null;
                readonly muted_by: readonly {
                    readonly id: string | null;
                    readonly name: string | null;
                    /** @enum {string} */
                    readonly stage: "inhibition" | "active_time" | "mute_time" | "silence" | "maintenance" | "flapping";
                    /** Format: date-time */
                    readonly until: string | null;
                    readonly words: string;
                }[];
                /** Format: date-time */
                readonly next_flush_at: string | null;
                /** Format: date-time */
                readonly next_notification_at: string | null;
                /** @description Those of this alert, latest first. */
                readonly notifications: readonly {
                    readonly created_at: components["schemas"]["Timestamp"];
                    readonly id: components["schemas"]["Uuid"];
                    readonly integration_id: string;
                    readonly reason: string;
                    /** Format: date-time */
                    readonly settled_at: string | null;
                    /** @enum {string} */
                    readonly state: "requested" | "superseded" | "delivered" | "dead";
                }[];
                readonly receiver: string;
                readonly repeat_interval_seconds: number;
                readonly route: string;
                readonly summary: string;
                readonly was_told: boolean;
            }[];
            /**
             * Format: date-time
             * @description When it is told next, if nothing changes until then.
             */
            readonly next_notification_at: string | null;
            readonly status: components["schemas"]["AlertStatus"];
            /** @description What decided, in order. */
            readonly steps: readonly {
                /** Format: date-time */
                readonly at: string | null;
                readonly id: string | null;
                readonly name: string | null;
                /** @enum {string} */
                readonly step: "state" | "routing" | "group" | "inhibition" | "active_time" | "mute_time" | "silence" | "maintenance" | "flapping" | "notification" | "past_silence" | "remediation" | "next";
                readonly words: string;
            }[];
            readonly summary: string;
            /** @description Somebody was told that it fires. */
            readonly was_notified: boolean;
        };
        readonly AlertGroup: {
            readonly alert_count: number;
            /** @description The first hundred. */
            readonly alerts: readonly {
                readonly fingerprint: components["schemas"]["Fingerprint"];
                readonly id: components["schemas"]["Uuid"];
                readonly labels: {
                    readonly [key: string]: string;
                };
                readonly muted_by: readonly {
                    readonly id: string | null;
                    readonly name: string | null;
                    /** @enum {string} */
                    readonly stage: "inhibition" | "active_time" | "mute_time" | "silence" | "maintenance" | "flapping";
                    /** Format: date-time */
                    readonly until: string | null;
                    readonly words: string;
                }[];
                readonly starts_at: components["schemas"]["Timestamp"];
                readonly status: components["schemas"]["AlertStatus"];
            }[];
            readonly created_at: components["schemas"]["Timestamp"];
            /**
             * Format: date-time
             * @description When was last decided what to tell.
             */
            readonly flushed_at: string | null;
            readonly flushes: number;
            readonly id: components["schemas"]["Uuid"];
            /** @description As Alertmanager writes it: `{}/{severity="critical"}:{alertname="X"}`. */
            readonly key: string;
            /** @description What its alerts are grouped by. */
            readonly labels: {
                readonly [key: string]: string;
            };
            readonly next_flush_at: components["schemas"]["Timestamp"];
            /** @description What will be told next if nothing changes until then. */
            readonly next_notification: {
                /**
                 * Format: date-time
                 * @description `null`: nothing will be told while everything stays as it is.
                 */
                readonly at: string | null;
                readonly because: string;
            };
            readonly receiver: string;
        };
        /**
         * @description Names and values as Prometheus knows them. An empty value is the same as no label.
         * @example {
         *       "alertname": "HighLatency",
         *       "service": "checkout",
         *       "severity": "critical"
         *     }
         */
        readonly AlertLabels: {
            readonly [key: string]: string;
        };
        readonly AlertmanagerAlert: {
            readonly annotations?: components["schemas"]["ForeignLabels"];
            /**
             * Format: date-time
             * @description `0001-01-01T00:00:00Z` while it fires.
             */
            readonly endsAt?: string;
            /** @description Computed again from the labels. */
            readonly fingerprint?: string;
            readonly generatorURL?: string;
            readonly labels: components["schemas"]["ForeignLabels"];
            /** Format: date-time */
            readonly startsAt?: string;
            /** @enum {string} */
            readonly status: "firing" | "resolved";
        } & {
            readonly [key: string]: components["schemas"]["Json"];
        };
        /** @description An error of Alertmanager's API v2: a text about what makes no sense, or an object about a request that its server refuses. */
        readonly AlertmanagerError: string | {
            readonly code: number;
            readonly message: string;
        };
        readonly AlertmanagerGroup: {
            readonly alerts: readonly components["schemas"]["GettableAlert"][];
            readonly labels: {
                readonly [key: string]: string;
            };
            readonly receiver: components["schemas"]["AlertmanagerReceiver"];
            readonly routeLabels: {
                readonly [key: string]: string;
            };
        };
        readonly AlertmanagerMatcher: {
            /** @description `false`: must not match. Default true. */
            readonly isEqual?: boolean;
            readonly isRegex: boolean;
            readonly name: string;
            readonly value: string;
        } & {
            readonly [key: string]: components["schemas"]["Json"];
        };
        /** @description What an Alertmanager webhook receiver gets (version 4). Fields we do not know are ignored. */
        readonly AlertmanagerNotification: {
            readonly alerts: readonly components["schemas"]["AlertmanagerAlert"][];
            readonly commonAnnotations?: components["schemas"]["ForeignLabels"];
            readonly commonLabels?: components["schemas"]["ForeignLabels"];
            readonly externalURL?: string;
            readonly groupKey: string;
            readonly groupLabels?: components["schemas"]["ForeignLabels"];
            readonly receiver: string;
            /** @enum {string} */
            readonly status: "firing" | "resolved";
            /** @description Alerts that the sender left out. */
            readonly truncatedAlerts?: number;
            /** @enum {string} */
            readonly version: "4";
        } & {
            readonly [key: string]: components["schemas"]["Json"];
        };
        readonly AlertmanagerReceiver: {
            readonly name: string;
        };
        readonly AlertmanagerStatus: {
            readonly cluster: {
                readonly peers: readonly string[];
                /** @enum {string} */
                readonly status: "disabled";
            };
            readonly config: {
                /** @description An alertmanager.yml without secrets. */
                readonly original: string;
            };
            /**
             * Format: date-time
             * @description Since when this process answers.
             */
            readonly uptime: string;
            readonly versionInfo: {
                readonly branch: string;
                readonly buildDate: string;
                readonly buildUser: string;
                readonly goVersion: string;
                readonly revision: string;
                /** @description Of the Alertmanager whose API this is. */
                readonly version: string;
            };
        };
        /** @description The alert must resolve within the window. */
        readonly AlertResolvedVerification: {
            /** @enum {string} */
            readonly kind: "alert_resolved";
            readonly window_seconds: number;
        };
        /** @description A rule of any kind; `kind` says which. */
        readonly AlertRule: components["schemas"]["EventAlertRule"] | components["schemas"]["MetricAlertRule"] | components["schemas"]["RecordingRule"];
        /**
         * @description `event` decides what becomes of signals that arrive; the others are evaluated over metrics: `promql` and `dynamic` open alerts, `recording` writes a series.
         * @enum {string}
         */
        readonly AlertRuleKind: "event" | "promql" | "dynamic" | "recording";
        /**
         * @description A rule without a `kind` is an event rule, which needs `matchers`; `for_seconds`, `severity` and `position` belong to it. The other kinds need `expr`. What does not belong to
         *     a kind is refused; what is left out takes its default, in an update too. The kind cannot change.
         */
        readonly AlertRuleSettings: {
            readonly annotations?: components["schemas"]["RuleTemplates"];
            /** @default true */
            readonly enabled?: boolean;
            /**
             * @description PromQL.
             * @example sum by (job) (rate(http_requests_total{code=~"5.."}[5m])) > 1
             */
            readonly expr?: string;
            /** @description How long the condition must have held before the alert fires; for event rules whole seconds up to a day. Default 0. */
            readonly for_seconds?: number;
            /**
             * Format: uuid
             * @description The rule group whose last rule it becomes. Left out, a rule over metrics gets a group of its own.
             */
            readonly group_id?: string;
            /** @description How often a rule with a group of its own is evaluated. Default 60, in an update what it was. */
            readonly interval_seconds?: number;
            /** @description How long it goes on firing after its condition is over. Default 0. */
            readonly keep_firing_for_seconds?: number;
            readonly kind?: components["schemas"]["AlertRuleKind"];
            readonly labels?: components["schemas"]["RuleTemplates"];
            /** @description All must match the labels of a signal. */
            readonly matchers?: readonly components["schemas"]["Matcher"][];
            /**
             * @description Of an event rule: unique in the tenant. Of the others: the label `alertname`, or the name of the series that is recorded.
             * @example Slow checkout
             */
            readonly name: string;
            readonly no_data?: components["schemas"]["NoDataPolicy"];
            readonly on_error?: components["schemas"]["ErrorPolicy"];
            /** @description Event rules are tried from the lowest up, and the first that matches decides. Default 100. */
            readonly position?: number;
            /**
             * @description Overrides the label `severity`, unless null. Default null.
             * @enum {string|null}
             */
            readonly severity?: "critical" | "high" | "warning" | "low" | "info" | null;
            readonly threshold?: components["schemas"]["DynamicThresholdSettings"];
        };
        /** @enum {string} */
        readonly AlertStatus: "pending" | "firing" | "acknowledged" | "escalated" | "resolved";
        /** @description The caller still works on it. */
        readonly AliveReport: {
            readonly lease_seconds?: components["schemas"]["LeaseSeconds"];
            readonly lease_token: components["schemas"]["LeaseToken"];
            readonly progress?: components["schemas"]["Json"];
            /** @enum {string} */
            readonly report: "alive";
            readonly ticket_id: components["schemas"]["Uuid"];
        };
        /** @description A machine's way into one tenant. */
        readonly ApiKey: {
            readonly created_at: components["schemas"]["Timestamp"];
            readonly created_by: string;
            /** Format: date-time */
            readonly expires_at: string | null;
            readonly id: components["schemas"]["Uuid"];
            /**
             * Format: date-time
             * @description To the minute.
             */
            readonly last_used_at: string | null;
            readonly name: string;
            /**
             * @description The part of the key that may be shown.
             * @example orx_live_5k2J0wq8ZxB1d
             */
            readonly prefix: string;
            /** Format: date-time */
            readonly revoked_at: string | null;
            readonly revoked_by: string | null;
            readonly scopes: readonly components["schemas"]["ApiKeyScope"][];
            readonly version: number;
        };
        /**
         * @description What an API key may do.
         * @enum {string}
         */
        readonly ApiKeyScope: "alerts:read" | "alerts:write" | "alert-rules:read" | "alert-rules:write" | "silences:read" | "silences:write" | "integrations:read" | "integrations:write" | "routing:read" | "routing:write" | "metrics:read" | "metrics:write" | "workflows:read" | "workflows:write" | "workflows:execute" | "executions:read" | "executions:cancel" | "executions:control" | "approvals:read" | "events:read" | "events:write" | "tickets:read" | "tickets:write" | "tickets:work" | "webhooks:read" | "webhooks:write" | "receivers:read" | "receivers:write" | "notifications:read" | "notifications:write" | "plans:read" | "plans:write" | "policies:read" | "agents:read" | "agents:write" | "remediations:read" | "remediation-policies:read" | "remediation-policies:write" | "audit-logs:read";
        /** @description A question to people, asked by an execution before a task runs. */
        readonly Approval: {
            /** @description Subjects and `role:<role>`; empty for everybody who may decide. */
            readonly approvers: readonly string[];
            readonly created_at: components["schemas"]["Timestamp"];
            readonly decisions: readonly {
                readonly comment: string | null;
                readonly decided_at: components["schemas"]["Timestamp"];
                readonly name: string | null;
                readonly subject: string;
                /** @enum {string} */
                readonly verdict: "approved" | "rejected";
            }[];
            /** Format: date-time */
            readonly ended_at: string | null;
            readonly evidence: components["schemas"]["Json"];
            readonly execution_id: components["schemas"]["Uuid"];
            readonly expires_at: components["schemas"]["Timestamp"];
            /** @description Whoever requested the execution must not decide. */
            readonly four_eyes: boolean;
            readonly id: components["schemas"]["Uuid"];
            readonly message: string | null;
            readonly requested_by: string;
            /** @description How many have to agree. */
            readonly required: number;
            readonly status: components["schemas"]["ApprovalStatus"];
            readonly task_name: string;
        };
        readonly ApprovalComment: {
            /** @example Checked with the owner of the service */
            readonly comment?: string;
        };
        /** @enum {string} */
        readonly ApprovalStatus: "pending" | "approved" | "rejected" | "expired" | "cancelled";
        /** @description One change. `hash` is SHA-256 of the previous hash followed by the canonical JSON (RFC 8785) of the entry without `seq`, `prev_hash` and `hash`, and with `tenant_id`. */
        readonly AuditLogEntry: {
            /** @example alerting.alert.acknowledged */
            readonly action: string;
            /** @description `sub` of a person, `api-key:<id>` or `system:<name>`. */
            readonly actor: string;
            /** @enum {string} */
            readonly actor_kind: "user" | "api_key" | "system";
            readonly actor_name: string | null;
            readonly after: components["schemas"]["Json"];
            readonly before: components["schemas"]["Json"];
            /** @description W3C trace id. */
            readonly correlation_id: string;
            readonly entity_id: string;
            /** @example alert */
            readonly entity_type: string;
            readonly hash: string;
            readonly id: components["schemas"]["Uuid"];
            readonly ip: string | null;
            readonly occurred_at: components["schemas"]["Timestamp"];
            /** @description What the actor asked for: an operation, an event type or an activity. */
            readonly operation: string;
            readonly prev_hash: string;
            /** @description Position in the tenant's chain, without gaps. */
            readonly seq: number;
        };
        readonly AuditVerification: {
            readonly first_broken: {
                /** @enum {string} */
                readonly reason: "missing_row" | "previous_hash_differs" | "content_differs" | "head_differs";
                readonly seq: number;
            } | null;
            /** @description Hash of the last intact entry. Keep it elsewhere: the same or a longer chain must contain it later. */
            readonly head_hash: string;
            readonly intact: boolean;
            /** @description Entries before the first broken one. */
            readonly verified_entries: number;
        };
        readonly BackfilledFires: {
            readonly fires: readonly {
                readonly execution_id: components["schemas"]["Uuid"];
                readonly fire_time: components["schemas"]["Timestamp"];
                /** @description False when the fire time had its execution before. */
                readonly started_now: boolean;
            }[];
        };
        readonly BacktestReport: {
            readonly completed_until: components["schemas"]["Timestamp"];
            /** @description By their beginning; at most 1000. */
            readonly episodes: readonly {
                readonly annotations: {
                    readonly [key: string]: string;
                };
                /** @enum {string|null} */
                readonly ended_by: "condition" | "condition_over" | "keep_firing_over" | "no_data" | "error" | "for_raised" | "limit" | null;
                /** @description Why the value is anomalous, of a dynamic rule. */
                readonly explanation: string | null;
                /** Format: date-time */
                readonly fired_at: string | null;
                readonly labels: {
                    readonly [key: string]: string;
                };
                readonly pending_at: components["schemas"]["Timestamp"];
                /**
                 * Format: date-time
                 * @description Null when it goes on at the end.
                 */
                readonly resolved_at: string | null;
                /** @description When it fired, or when it began. */
                readonly value: string;
            }[];
            /** @description How many there are, told or not. */
            readonly episodes_found: number;
            readonly evaluations: number;
            /** @description Evaluations that failed. */
            readonly failures: number;
            readonly first_error: string | null;
            /** @description There was no time for all of it, or there are more episodes. */
            readonly truncated: boolean;
        };
        /** @description Either `rule_id` or `rule`. */
        readonly BacktestRequest: {
            /** Format: date-time */
            readonly end: string;
            /** @description Default: that of the rule's group, or a minute. */
            readonly interval_seconds?: number;
            readonly rule?: components["schemas"]["GroupedRuleSettings"];
            /**
             * Format: uuid
             * @description A rule over metrics that is stored.
             */
            readonly rule_id?: string;
            /**
             * Format: date-time
             * @description Time of the first evaluation.
             */
            readonly start: string;
        };
        readonly Beat: {
            /** Format: date-time */
            readonly due_at: string | null;
            /** Format: date-time */
            readonly last_ping_at: string | null;
            /** @enum {string} */
            readonly status: "waiting" | "up" | "down";
        };
        /** @description Who sends the request, for which tenant and with which permissions. */
        readonly Caller: {
            /** @enum {string} */
            readonly kind: "bearer" | "api_key" | "session";
            readonly name: string | null;
            readonly permissions: readonly string[];
            /**
             * @description `null` for API keys and where there is no tenant.
             * @enum {string|null}
             */
            readonly role: "viewer" | "responder" | "operator" | "admin" | null;
            readonly subject: string;
            /** @description `null` for a platform administrator who acts for no tenant. */
            readonly tenant: {
                readonly alias: string;
                readonly id: components["schemas"]["Uuid"];
                readonly name: string;
            } | null;
        };
        /**
         * @description Something that an agent can do.
         * @example kubernetes
         */
        readonly Capability: string;
        /** @description A ready definition. */
        readonly CatalogueAction: {
            /** @description What an agent has to be able to do. */
            readonly agent_capability: string | null;
            readonly category: string;
            readonly input_schema: components["schemas"]["Json"];
            /** @example kubernetes-scale-deployment */
            readonly name: string;
            /**
             * Format: uri
             * @description Where the API that it speaks is described.
             */
            readonly reference: string;
            /** @description Whether the interpreter runs all of it; others cannot be installed. */
            readonly runnable: boolean;
            /** @description Secrets that the tenant has to keep. */
            readonly secrets: readonly {
                readonly holds: string;
                readonly name: string;
            }[];
            readonly summary: string;
            readonly title: string;
            /** @description Whether a later failure of the run undoes it. */
            readonly undone: boolean;
        };
        /** @description A ready definition as a whole. */
        readonly CatalogueActionDetail: {
            /** @description What an agent has to be able to do. */
            readonly agent_capability: string | null;
            readonly category: string;
            readonly definition: components["schemas"]["JsonObject"];
            readonly definition_yaml: string;
            readonly input_schema: components["schemas"]["Json"];
            /** @example kubernetes-scale-deployment */
            readonly name: string;
            /**
             * Format: uri
             * @description Where the API that it speaks is described.
             */
            readonly reference: string;
            /** @description Whether the interpreter runs all of it; others cannot be installed. */
            readonly runnable: boolean;
            /** @description Secrets that the tenant has to keep. */
            readonly secrets: readonly {
                readonly holds: string;
                readonly name: string;
            }[];
            readonly summary: string;
            readonly title: string;
            /** @description Whether a later failure of the run undoes it. */
            readonly undone: boolean;
        };
        readonly CatalogueInstallation: {
            /**
             * @description Whether it may start executions at once.
             * @default false
             */
            readonly enabled?: boolean;
            /** @description Name of the new workflow, the action's own when absent. */
            readonly name?: string;
        };
        /** @description It is done. */
        readonly CompletedReport: {
            readonly lease_token: components["schemas"]["LeaseToken"];
            readonly output?: components["schemas"]["Json"];
            /** @enum {string} */
            readonly report: "completed";
            readonly ticket_id: components["schemas"]["Uuid"];
        };
        readonly CompleteTicket: {
            readonly lease_token: components["schemas"]["LeaseToken"];
            readonly output?: components["schemas"]["Json"];
        };
        readonly ContactMethod: {
            readonly address: string;
            /** Format: date-time */
            readonly code_expires_at: string | null;
            readonly created_at: components["schemas"]["Timestamp"];
            readonly id: components["schemas"]["Uuid"];
            readonly kind: string;
            readonly label: string;
            /** Format: date-time */
            readonly verified_at: string | null;
        };
        readonly CreateContactMethod: {
            readonly address: string;
            /** @description A channel that reaches people. */
            readonly kind: string;
            readonly label?: string;
        };
        readonly CreatedWebhookEndpoint: {
            readonly circuit: components["schemas"]["WebhookCircuit"];
            readonly created_at: components["schemas"]["Timestamp"];
            readonly description: string;
            /** @description The receiver turns it off by answering 410 Gone. */
            readonly enabled: boolean;
            readonly event_types: readonly components["schemas"]["WebhookEventType"][];
            readonly id: components["schemas"]["Uuid"];
            /**
             * Format: date-time
             * @description Until when deliveries are signed with the secret before as well; null when there is none.
             */
            readonly previous_secret_until: string | null;
            /** @description Key of the signatures, `whsec_<base64>`; shown this once. */
            readonly secret: string;
            readonly updated_at: components["schemas"]["Timestamp"];
            readonly url: string;
            readonly version: number;
        };
        readonly CreateTicketToken: {
            /** @description What it is good for; everything when absent. */
            readonly actions?: readonly components["schemas"]["TicketAction"][];
            readonly agent_id: components["schemas"]["AgentName"];
            /** @description How long it is good; 300 when absent. */
            readonly ttl_seconds?: number;
        };
        readonly DecideRemediation: {
            readonly comment?: string;
        };
        /** @description What became of one delivery. */
        readonly DeliveryReceipt: {
            /** @description Items that were taken in, or told nothing new. */
            readonly accepted: number;
            readonly body_bytes: number;
            readonly body_sha256: string;
            readonly created_at: components["schemas"]["Timestamp"];
            readonly id: components["schemas"]["Uuid"];
            /** @description The first hundred, refused ones first. */
            readonly items: readonly components["schemas"]["ReceiptItem"][];
            readonly refused: number;
            /** @enum {string} */
            readonly status: "accepted" | "partly" | "refused";
        };
        /** @description Name for people. */
        readonly DisplayName: string;
        readonly DryRun: {
            /** @description What a failure would undo, in this order. */
            readonly compensations: readonly {
                readonly name: string;
                readonly path: string;
            }[];
            readonly error: components["schemas"]["Json"];
            readonly output: components["schemas"]["Json"];
            readonly output_known: boolean;
            /**
             * @description `undecided`: where it goes depends on something unknown; the last step says on what.
             * @enum {string}
             */
            readonly status: "completed" | "failed" | "undecided";
            readonly steps: readonly components["schemas"]["DryRunStep"][];
        };
        /** @description What to walk through, the current version unless a version or a definition is given, and what it meets. */
        readonly DryRunStart: {
            readonly definition?: components["schemas"]["JsonObject"];
            readonly definition_yaml?: string;
            readonly input?: components["schemas"]["Json"];
            /** @description What tasks are to have answered, by the path of a step or the JSON pointer of its task. Several answers come one after another. */
            readonly mocks?: {
                readonly [key: string]: readonly {
                    readonly error?: {
                        readonly detail?: string;
                        readonly status: number;
                        readonly title?: string;
                        readonly type?: string;
                    };
                    readonly output?: components["schemas"]["Json"];
                }[];
            };
            readonly version?: number;
        };
        readonly DryRunStep: {
            /** @description Whether it is reached depends on nothing unknown. */
            readonly certain: boolean;
            readonly detail: components["schemas"]["JsonObject"];
            /** @description The DSL's word for the task. */
            readonly kind: string;
            readonly name: string;
            /** @enum {string} */
            readonly outcome: "runs" | "skipped" | "fails" | "undecided";
            readonly output: components["schemas"]["Json"];
            readonly output_known: boolean;
            /**
             * @description JSON pointer of the task in its definition
             * @example /do/0/restart
             */
            readonly path: string;
            readonly reason: string | null;
        };
        readonly DynamicThreshold: {
            /** @enum {string} */
            readonly direction: "above" | "below" | "both";
            readonly history_seconds: number;
            /** @enum {string} */
            readonly method: "hour_of_week" | "robust_zscore";
            readonly min_deviation: number;
            readonly min_samples: number;
            readonly min_weeks: number;
            readonly sensitivity: number;
            readonly step_seconds: number;
            readonly time_zone: string;
        };
        /** @description How far a value may be from what its own history lets expect. What is left out takes the default of its method. */
        readonly DynamicThresholdSettings: {
            /**
             * @description Default both.
             * @enum {string}
             */
            readonly direction?: "above" | "below" | "both";
            /** @description How far back the history goes. Default 28 days, or an hour for `robust_zscore`. */
            readonly history_seconds?: number;
            /**
             * @description Compares with the same hour of other weeks (of other days, where that is too little), or with the time just before.
             * @enum {string}
             */
            readonly method: "hour_of_week" | "robust_zscore";
            /** @description Deviations up to this are normal, in the unit of the values. Default 0. */
            readonly min_deviation?: number;
            /** @description With less history nothing is anomalous. Default 8, or 10 for `robust_zscore`. */
            readonly min_samples?: number;
            /** @description Weeks of which the hour needs values, for `hour_of_week`. Default 2. */
            readonly min_weeks?: number;
            /** @description So many robust standard deviations are normal; lower is more sensitive. Default 3.5. */
            readonly sensitivity?: number;
            /** @description Distance of the values of the history. Default 15 minutes, or a minute for `robust_zscore`. */
            readonly step_seconds?: number;
            /**
             * @description In which hours and weeks are told, for `hour_of_week`. Default UTC.
             * @example Europe/Berlin
             */
            readonly time_zone?: string;
        };
        /** @description One line of the allow-list. */
        readonly EgressRule: {
            /** @description Empty means any. */
            readonly ports: readonly number[];
            /** @description `https` stands for any encrypted connection, `http` for one in clear: of gRPC, MQTT, AMQP and NATS, too. */
            readonly schemes: readonly ("http" | "https")[];
            /**
             * @description A host name in lower case, `*.name` for everything below it, an address or a CIDR block. What is not public is reached only inside blocks that the installation opens.
             * @example runbooks.acme.com
             */
            readonly target: string;
        };
        /** @description Where the tenant's workflows, probes and webhooks may connect to. */
        readonly EgressSettings: {
            /** @description Whether https on port 443 to any public address is allowed without a rule. */
            readonly public_https: boolean;
            readonly rules: readonly components["schemas"]["EgressRule"][];
            /** Format: date-time */
            readonly updated_at: string | null;
            readonly updated_by: string | null;
            readonly version: number;
        };
        /** @description An e-mail address; kept and compared in lower case. */
        readonly EmailAddress: string;
        /**
         * @description What happens when a rule cannot be evaluated: its alerts stay as they are (as in Prometheus), or that is an alert itself.
         * @enum {string}
         */
        readonly ErrorPolicy: "keep" | "alert";
        readonly EventAlertRule: {
            readonly annotations: {
                readonly [key: string]: string;
            };
            readonly created_at: components["schemas"]["Timestamp"];
            readonly enabled: boolean;
            readonly for_seconds: number;
            readonly id: components["schemas"]["Uuid"];
            /** @constant */
            readonly kind: "event";
            readonly labels: {
                readonly [key: string]: string;
            };
            readonly matchers: readonly components["schemas"]["Matcher"][];
            readonly name: string;
            readonly position: number;
            /** @enum {string|null} */
            readonly severity: "critical" | "high" | "warning" | "low" | "info" | null;
            readonly updated_at: components["schemas"]["Timestamp"];
            readonly version: number;
        };
        /** @description One run of one version of a workflow, with its last 1,000 steps. */
        readonly Execution: {
            /**
             * Format: uuid
             * @description The alert that caused it.
             */
            readonly alert_id: string | null;
            /** Format: date-time */
            readonly cancel_requested_at: string | null;
            readonly cancel_requested_by: string | null;
            /** @description How many executions led to it, one because of the other. */
            readonly causation_depth: number;
            readonly compensate_on_ineffective: boolean;
            readonly correlation_id: string;
            readonly created_at: components["schemas"]["Timestamp"];
            readonly error: components["schemas"]["Json"];
            /** Format: date-time */
            readonly finished_at: string | null;
            readonly id: components["schemas"]["Uuid"];
            readonly input: components["schemas"]["Json"];
            /**
             * @description What the verification found out.
             * @enum {string|null}
             */
            readonly outcome: "verified" | "ineffective" | "inconclusive" | null;
            readonly output: components["schemas"]["Json"];
            /** @description No further task starts until it is resumed. */
            readonly paused: boolean;
            readonly paused_by: string | null;
            readonly priority: components["schemas"]["ExecutionPriority"];
            /** @description Who asked, for requests that must have one effect. */
            readonly request_key: string | null;
            readonly requested_by: string;
            /** @description Path of the step there that it began with. */
            readonly rerun_from: string | null;
            /**
             * Format: uuid
             * @description The execution whose record it began from.
             */
            readonly rerun_of: string | null;
            /** Format: date-time */
            readonly started_at: string | null;
            readonly status: components["schemas"]["ExecutionStatus"];
            readonly steps: readonly components["schemas"]["ExecutionStep"][];
            /** @description What it acts on. */
            readonly target: string | null;
            /** @description Where to find it in Temporal. */
            readonly temporal: {
                /** @description Not known before it starts. */
                readonly run_id: string | null;
                /**
                 * Format: uri
                 * @description Page of Temporal's Web UI.
                 */
                readonly web_url: string | null;
                readonly workflow_id: string;
            };
            readonly timeout_seconds: number | null;
            readonly verification: components["schemas"]["Json"];
            readonly workflow_id: components["schemas"]["Uuid"];
            readonly workflow_name: string;
            readonly workflow_version: number;
        };
        readonly ExecutionLimits: {
            readonly concurrent: number;
            readonly per_minute: number;
        };
        /**
         * @description The more urgent starts first, and its tasks are served first. NORMAL when absent.
         * @enum {string}
         */
        readonly ExecutionPriority: "CRITICAL" | "HIGH" | "NORMAL" | "LOW";
        /** @description `limits` is what holds: the lower of what the tenant has set for itself (`own`) and what the installation allows it (`ceiling`). */
        readonly ExecutionQuota: {
            readonly ceiling: components["schemas"]["ExecutionLimits"];
            readonly limits: components["schemas"]["ExecutionLimits"];
            readonly own: {
                readonly concurrent: number | null;
                readonly per_minute: number | null;
            };
            /** Format: date-time */
            readonly updated_at: string | null;
            readonly updated_by: string | null;
            readonly use: {
                /** @description Requested within the last minute, by whomever. */
                readonly last_minute: number;
                /** @description Admitted and not ended. */
                readonly running: number;
                /** @description Not admitted yet. */
                readonly waiting: number;
            };
            readonly version: number;
        };
        readonly ExecutionRerun: {
            /**
             * @description Path of one of its steps, as `rerun.from` of its tree names it: a task of the outermost list or one inside of blocks, handlers, functions and rounds of loops.
             * @example /do/1/each/for/2/do/0/restart
             */
            readonly from: string;
            readonly input?: components["schemas"]["Json"];
        };
        readonly ExecutionStart: {
            readonly input?: components["schemas"]["Json"];
            readonly priority?: components["schemas"]["ExecutionPriority"];
            /** @description The current version when absent. */
            readonly version?: number;
        };
        /**
         * @description `pending`, `running` and `compensating` executions are open; the others have ended.
         * @enum {string}
         */
        readonly ExecutionStatus: "pending" | "running" | "compensating" | "completed" | "failed" | "compensated" | "compensation_failed" | "cancelled" | "timed_out";
        /** @description One attempt of one task. */
        readonly ExecutionStep: {
            /** @description Temporal's id of the activity that ran it. */
            readonly activity_id: string | null;
            readonly attempt: number;
            readonly duration_ms: number | null;
            readonly error: components["schemas"]["Json"];
            /** Format: date-time */
            readonly finished_at: string | null;
            readonly input: components["schemas"]["Json"];
            /** @description The DSL's word for the task; `verify` for the verification and `compensate` for an undo. */
            readonly kind: string;
            readonly name: string;
            readonly output: components["schemas"]["Json"];
            /**
             * @description JSON pointer of the task in its definition
             * @example /do/0/restart
             */
            readonly path: string;
            readonly started_at: components["schemas"]["Timestamp"];
            /** @enum {string} */
            readonly status: "running" | "completed" | "failed" | "skipped";
            /** Format: uuid */
            readonly ticket_id: string | null;
        };
        readonly ExecutionSummary: {
            /**
             * Format: uuid
             * @description The alert that caused it.
             */
            readonly alert_id: string | null;
            /** Format: date-time */
            readonly cancel_requested_at: string | null;
            readonly cancel_requested_by: string | null;
            /** @description How many executions led to it, one because of the other. */
            readonly causation_depth: number;
            readonly correlation_id: string;
            readonly created_at: components["schemas"]["Timestamp"];
            /** Format: date-time */
            readonly finished_at: string | null;
            readonly id: components["schemas"]["Uuid"];
            /**
             * @description What the verification found out.
             * @enum {string|null}
             */
            readonly outcome: "verified" | "ineffective" | "inconclusive" | null;
            /** @description No further task starts until it is resumed. */
            readonly paused: boolean;
            readonly paused_by: string | null;
            readonly priority: components["schemas"]["ExecutionPriority"];
            /** @description Who asked, for requests that must have one effect. */
            readonly request_key: string | null;
            readonly requested_by: string;
            /** @description Path of the step there that it began with. */
            readonly rerun_from: string | null;
            /**
             * Format: uuid
             * @description The execution whose record it began from.
             */
            readonly rerun_of: string | null;
            /** Format: date-time */
            readonly started_at: string | null;
            readonly status: components["schemas"]["ExecutionStatus"];
            /** @description What it acts on. */
            readonly target: string | null;
            /** @description Where to find it in Temporal. */
            readonly temporal: {
                /** @description Not known before it starts. */
                readonly run_id: string | null;
                /**
                 * Format: uri
                 * @description Page of Temporal's Web UI.
                 */
                readonly web_url: string | null;
                readonly workflow_id: string;
            };
            readonly workflow_id: components["schemas"]["Uuid"];
            readonly workflow_name: string;
            readonly workflow_version: number;
        };
        /** @description One run of one version of a workflow as the tree of its tasks. */
        readonly ExecutionTree: {
            /**
             * Format: uuid
             * @description The alert that caused it.
             */
            readonly alert_id: string | null;
            /** Format: date-time */
            readonly cancel_requested_at: string | null;
            readonly cancel_requested_by: string | null;
            /** @description How many executions led to it, one because of the other. */
            readonly causation_depth: number;
            readonly correlation_id: string;
            readonly created_at: components["schemas"]["Timestamp"];
            readonly error: components["schemas"]["Json"];
            /** Format: date-time */
            readonly finished_at: string | null;
            readonly id: components["schemas"]["Uuid"];
            /**
             * @description What the verification found out.
             * @enum {string|null}
             */
            readonly outcome: "verified" | "ineffective" | "inconclusive" | null;
            /** @description No further task starts until it is resumed. */
            readonly paused: boolean;
            readonly paused_by: string | null;
            readonly priority: components["schemas"]["ExecutionPriority"];
            /** @description Who asked, for requests that must have one effect. */
            readonly request_key: string | null;
            readonly requested_by: string;
            /** @description Path of the step there that it began with. */
            readonly rerun_from: string | null;
            /**
             * Format: uuid
             * @description The execution whose record it began from.
             */
            readonly rerun_of: string | null;
            /** Format: date-time */
            readonly started_at: string | null;
            readonly status: components["schemas"]["ExecutionStatus"];
            /** @description What it acts on. */
            readonly target: string | null;
            readonly tasks: readonly components["schemas"]["ExecutionTreeNode"][];
            /** @description Where to find it in Temporal. */
            readonly temporal: {
                /** @description Not known before it starts. */
                readonly run_id: string | null;
                /**
                 * Format: uri
                 * @description Page of Temporal's Web UI.
                 */
                readonly web_url: string | null;
                readonly workflow_id: string;
            };
            readonly workflow_id: components["schemas"]["Uuid"];
            readonly workflow_name: string;
            readonly workflow_version: number;
        };
        /** @description One run of one task; an `iteration` is one round of a loop. */
        readonly ExecutionTreeNode: {
            readonly attempts: readonly {
                readonly activity_id: string | null;
                /**
                 * Format: uuid
                 * @description The question that people were asked before it.
                 */
                readonly approval_id: string | null;
                readonly attempt: number;
                /**
                 * Format: uuid
                 * @description The execution that it started.
                 */
                readonly child_execution_id: string | null;
                readonly duration_ms: number | null;
                readonly error: components["schemas"]["Json"];
                /** Format: date-time */
                readonly finished_at: string | null;
                readonly started_at: components["schemas"]["Timestamp"];
                /** @enum {string} */
                readonly status: "running" | "completed" | "failed" | "skipped";
                /** Format: uuid */
                readonly ticket_id: string | null;
            }[];
            /** @description What ran inside of it; each looks like this one. */
            readonly children: readonly components["schemas"]["Json"][];
            readonly duration_ms: number | null;
            readonly error: components["schemas"]["Json"];
            /** Format: date-time */
            readonly finished_at: string | null;
            readonly input: components["schemas"]["Json"];
            readonly iteration: number;
            /** @description The DSL's word for the task; `verify`, `compensate`, `iteration` and, for a task that waits for its approval, `approval` beside them. */
            readonly kind: string;
            readonly links: {
                /** @description Path of its approval in this API. */
                readonly approval: string | null;
                /** @description Path of the execution that it started in this API. */
                readonly execution: string | null;
                /**
                 * Format: uri
                 * @description Page of Temporal's Web UI.
                 */
                readonly temporal: string | null;
                /** @description Path of its ticket in this API. */
                readonly ticket: string | null;
            };
            readonly name: string;
            readonly output: components["schemas"]["Json"];
            /**
             * @description JSON pointer of the task in its definition, with its iteration from the second on.
             * @example /do/0/restart#2
             */
            readonly path: string;
            /** @description Whether a rerun can begin here. */
            readonly rerun: {
                /** @description What `from` of the rerun has to be. */
                readonly from: string | null;
                /** @description Why none can, and what to choose instead. */
                readonly refused: string | null;
            };
            readonly started_at: components["schemas"]["Timestamp"];
            /**
             * @description Of the last attempt.
             * @enum {string}
             */
            readonly status: "running" | "completed" | "failed" | "skipped";
        };
        /** @description It could not be done. Another attempt follows after a pause when it is `retryable` and there are attempts left. */
        readonly FailedReport: {
            readonly error: components["schemas"]["Json"];
            readonly lease_token: components["schemas"]["LeaseToken"];
            /** @enum {string} */
            readonly report: "failed";
            /** @description Whether another attempt could help. */
            readonly retryable: boolean;
            readonly ticket_id: components["schemas"]["Uuid"];
        };
        readonly FailTicket: {
            readonly error: components["schemas"]["Json"];
            readonly lease_token: components["schemas"]["LeaseToken"];
            /** @description Whether another attempt could help. */
            readonly retryable: boolean;
        };
        /**
         * @description Identity of the source's labels, as Prometheus and Alertmanager compute it; of the labels that an integration names, where it names some.
         * @example c75f68922c9ebc87
         */
        readonly Fingerprint: string;
        readonly FlappingPolicy: {
            readonly enabled: boolean;
            readonly start_score: number;
            readonly stop_score: number;
            /** @description 0: the default, which nobody has changed. */
            readonly version: number;
            readonly window_seconds: number;
        };
        /**
         * @description Label names and values. Each alert is checked by itself, so that a bad one does not keep out the others.
         * @example {
         *       "alertname": "HighLatency",
         *       "service": "checkout",
         *       "severity": "critical"
         *     }
         */
        readonly ForeignLabels: {
            readonly [key: string]: string;
        };
        readonly GettableAlert: {
            readonly annotations: {
                readonly [key: string]: string;
            };
            /**
             * Format: date-time
             * @description Until when it is believed without another signal.
             */
            readonly endsAt: string;
            readonly fingerprint: components["schemas"]["Fingerprint"];
            readonly generatorURL: string;
            readonly labels: {
                readonly [key: string]: string;
            };
            readonly receivers: readonly components["schemas"]["AlertmanagerReceiver"][];
            /** Format: date-time */
            readonly startsAt: string;
            readonly status: {
                /** @description Fingerprints of alerts. */
                readonly inhibitedBy: readonly string[];
                /** @description Names of time intervals. */
                readonly mutedBy: readonly string[];
                /** @description Ids of silences. */
                readonly silencedBy: readonly string[];
                /** @enum {string} */
                readonly state: "unprocessed" | "active" | "suppressed";
            };
            /** Format: date-time */
            readonly updatedAt: string;
        };
        readonly GettableSilence: {
            readonly annotations: {
                readonly [key: string]: string;
            };
            readonly comment: string;
            readonly createdBy: string;
            /** Format: date-time */
            readonly endsAt: string;
            readonly id: components["schemas"]["Uuid"];
            readonly matchers: readonly {
                readonly isEqual: boolean;
                readonly isRegex: boolean;
                readonly name: string;
                readonly value: string;
            }[];
            /** Format: date-time */
            readonly startsAt: string;
            readonly status: {
                readonly state: components["schemas"]["SilenceState"];
            };
            /** Format: date-time */
            readonly updatedAt: string;
        };
        readonly GroupedRuleSettings: {
            readonly annotations?: components["schemas"]["RuleTemplates"];
            /** @default true */
            readonly enabled?: boolean;
            /** @description PromQL. */
            readonly expr: string;
            readonly for_seconds?: number;
            /**
             * Format: uuid
             * @description Keeps this rule of the group. Left out, the rule stays the one with the same kind, name and labels.
             */
            readonly id?: string;
            readonly keep_firing_for_seconds?: number;
            /**
             * @default promql
             * @enum {string}
             */
            readonly kind?: "promql" | "dynamic" | "recording";
            readonly labels?: components["schemas"]["RuleTemplates"];
            /** @description The label `alertname`, or the name of the series that is recorded. */
            readonly name: string;
            readonly no_data?: components["schemas"]["NoDataPolicy"];
            readonly on_error?: components["schemas"]["ErrorPolicy"];
            readonly threshold?: components["schemas"]["DynamicThresholdSettings"];
        };
        readonly GroupNotification: {
            readonly created_at: components["schemas"]["Timestamp"];
            readonly firing: readonly components["schemas"]["Fingerprint"][];
            readonly id: components["schemas"]["Uuid"];
            readonly integration_id: string;
            /** @description In the words of Alertmanager's `notification_reason`. */
            readonly reason: string;
            readonly receiver: string;
            readonly resolved: readonly components["schemas"]["Fingerprint"][];
            /** Format: date-time */
            readonly settled_at: string | null;
            /** @enum {string} */
            readonly state: "requested" | "superseded" | "delivered" | "dead";
        };
        /** @description Limits on budgets per target that all policies of the tenant share. */
        readonly Guardrails: {
            /** @description How long a proposal waits for a person. */
            readonly approval_ttl_seconds: number;
            /** @description Quiet time on a target after any remediation on it began or ended. */
            readonly cooldown_seconds: number;
            /** @description Most distinct targets of the tenant under remediation at once. */
            readonly max_blast_radius: number;
            readonly max_concurrent_per_target: number;
            readonly max_per_hour_per_target: number;
        };
        readonly Health: {
            readonly checks: readonly {
                readonly duration_ms: number;
                readonly name: string;
                /** @description Whether the server is not ready without it. */
                readonly required: boolean;
                /** @enum {string} */
                readonly status: "up" | "down";
            }[];
            /** @description Names of the checks that fail. */
            readonly degraded: readonly string[];
            /** @enum {string} */
            readonly status: "ok" | "degraded" | "unavailable";
        };
        readonly Heartbeat: {
            readonly created_at: components["schemas"]["Timestamp"];
            /**
             * Format: date-time
             * @description When a beat is missed, unless one comes before.
             */
            readonly due_at: string | null;
            readonly enabled: boolean;
            readonly grace_seconds: number;
            readonly id: components["schemas"]["Uuid"];
            readonly interval_seconds: number;
            readonly labels: components["schemas"]["Labels"];
            /** Format: date-time */
            readonly last_ping_at: string | null;
            readonly name: string;
            readonly severity: components["schemas"]["MappedSeverity"];
            /**
             * @description `waiting`: for its first beat, or switched off.
             * @enum {string}
             */
            readonly status: "waiting" | "up" | "down";
            readonly updated_at: components["schemas"]["Timestamp"];
            readonly version: number;
        };
        readonly HeartbeatChange: {
            readonly changed_at: components["schemas"]["Timestamp"];
            /**
             * Format: date-time
             * @description The last beat before it.
             */
            readonly last_ping_at: string | null;
            /** @enum {string} */
            readonly status: "up" | "down";
        };
        readonly HeartbeatTicket: {
            readonly lease_seconds?: components["schemas"]["LeaseSeconds"];
            readonly lease_token: components["schemas"]["LeaseToken"];
            readonly progress?: components["schemas"]["Json"];
        };
        readonly HeartbeatWithToken: {
            readonly created_at: components["schemas"]["Timestamp"];
            /**
             * Format: date-time
             * @description When a beat is missed, unless one comes before.
             */
            readonly due_at: string | null;
            readonly enabled: boolean;
            readonly grace_seconds: number;
            readonly id: components["schemas"]["Uuid"];
            readonly interval_seconds: number;
            readonly labels: components["schemas"]["Labels"];
            /** Format: date-time */
            readonly last_ping_at: string | null;
            readonly name: string;
            /** @description Where pings go without any other credential: a path below the public address. */
            readonly ping_path: string;
            readonly severity: components["schemas"]["MappedSeverity"];
            /**
             * @description `waiting`: for its first beat, or switched off.
             * @enum {string}
             */
            readonly status: "waiting" | "up" | "down";
            /** @description Shown this once. */
            readonly token: string;
            readonly updated_at: components["schemas"]["Timestamp"];
            readonly version: number;
        };
        /** @description A GET must answer the expected status within the window. Redirects are not followed. */
        readonly HttpProbeVerification: {
            readonly expect_status: number;
            readonly interval_seconds: number;
            /** @enum {string} */
            readonly kind: "http_probe";
            readonly url: string;
            readonly window_seconds: number;
        };
        /** @description Alerts that match the target are not told of while an alert that matches the source fires and has the same values of the labels in `equal`; a missing label equals an empty one. */
        readonly InhibitRule: {
            /** @default [] */
            readonly equal?: readonly string[];
            /** @description What it is called where it is said that it inhibited something. */
            readonly name?: string;
            readonly source_matchers: readonly components["schemas"]["MatcherText"][];
            readonly target_matchers: readonly components["schemas"]["MatcherText"][];
        };
        readonly IntakeReceipt: {
            /** @description Alerts that were opened, resolved or heard of again. */
            readonly accepted: number;
            /** @description Alerts that changed nothing or make no sense. */
            readonly ignored: number;
            /** @description Why alerts were ignored. */
            readonly reasons: readonly {
                /** @description Place in `alerts`, from 0. */
                readonly index: number;
                /** @example episode_over */
                readonly reason: string;
            }[];
        };
        readonly Integration: {
            /** @description How the sender proves who it is; the secret is not shown. */
            readonly authentication: {
                readonly covers?: string;
                readonly header?: string;
                readonly kind: string;
                readonly timestamp_header?: string;
                readonly topic_arns?: readonly string[];
                readonly username?: string;
            };
            readonly auto_resolve_seconds: number | null;
            readonly created_at: components["schemas"]["Timestamp"];
            readonly default_severity: string | null;
            readonly enabled: boolean;
            /** @description Where the sender sends: a path below the public address; `mailto:` for mail, which goes to the secret at the domain of the installation. */
            readonly endpoint: string;
            readonly fingerprint_labels: readonly string[];
            readonly id: components["schemas"]["Uuid"];
            readonly kind: components["schemas"]["IntegrationKind"];
            readonly labels: components["schemas"]["Labels"];
            readonly mapping: components["schemas"]["IntegrationMapping"] | null;
            readonly name: string;
            readonly updated_at: components["schemas"]["Timestamp"];
            readonly version: number;
        };
        /**
         * @description Whose format it is; `generic` brings a mapping of its own.
         * @enum {string}
         */
        readonly IntegrationKind: "generic" | "alertmanager" | "azure_monitor" | "cloudwatch" | "datadog" | "elastic" | "google_cloud" | "grafana" | "new_relic" | "pagerduty" | "email" | "pingdom" | "sentry" | "uptime_kuma" | "zabbix";
        /** @description How items of a body become alerts. Every entry but the tables of words is a program of jq that runs by itself: one that fails refuses its item and no other. */
        readonly IntegrationMapping: {
            readonly annotation_sets?: readonly components["schemas"]["MappingProgram"][];
            readonly annotations?: {
                readonly [key: string]: components["schemas"]["MappingProgram"];
            };
            readonly ends_at?: components["schemas"]["MappingProgram"];
            /** @description Labels that tell alerts of this sender apart; all of them when left out. */
            readonly identity?: readonly string[];
            /** @description The items, as an array or one by one; the body itself when left out. */
            readonly items?: components["schemas"]["MappingProgram"];
            /** @description Programs that yield an object whose entries become labels; `labels` go before them. */
            readonly label_sets?: readonly components["schemas"]["MappingProgram"][];
            /** @description Labels and what they are; `alertname` is required, unless a label set brings it. */
            readonly labels: {
                readonly [key: string]: components["schemas"]["MappingProgram"];
            };
            /** @description Where the sender explains it: an http or https address. */
            readonly link?: components["schemas"]["MappingProgram"];
            /** @description What those words mean, in lower case. Our own words need no entry; any other counts as none. */
            readonly severities?: {
                readonly [key: string]: components["schemas"]["MappedSeverity"];
            };
            /** @description The sender's word for how bad it is. */
            readonly severity?: components["schemas"]["MappingProgram"];
            /** @description RFC 3339, or seconds, milliseconds, microseconds or nanoseconds since 1970. */
            readonly starts_at?: components["schemas"]["MappingProgram"];
            /** @description What those words mean, in lower case; `*` is any other word. A word that is not here is refused. */
            readonly states?: {
                readonly [key: string]: "firing" | "resolved" | "acknowledged" | "ignored";
            };
            /** @description The sender's word for the state; an item fires when left out. */
            readonly status?: components["schemas"]["MappingProgram"];
        };
        readonly IntegrationWithSecret: {
            /** @description How the sender proves who it is; the secret is not shown. */
            readonly authentication: {
                readonly covers?: string;
                readonly header?: string;
                readonly kind: string;
                readonly timestamp_header?: string;
                readonly topic_arns?: readonly string[];
                readonly username?: string;
            };
            readonly auto_resolve_seconds: number | null;
            readonly created_at: components["schemas"]["Timestamp"];
            readonly default_severity: string | null;
            readonly enabled: boolean;
            /** @description Where the sender sends: a path below the public address; `mailto:` for mail, which goes to the secret at the domain of the installation. */
            readonly endpoint: string;
            readonly fingerprint_labels: readonly string[];
            readonly id: components["schemas"]["Uuid"];
            readonly kind: components["schemas"]["IntegrationKind"];
            readonly labels: components["schemas"]["Labels"];
            readonly mapping: components["schemas"]["IntegrationMapping"] | null;
            readonly name: string;
            /** @description Shown this once; null when there is no new one. */
            readonly secret: string | null;
            readonly updated_at: components["schemas"]["Timestamp"];
            readonly version: number;
        };
        /** @description A new API key with its secret, which is shown this once. */
        readonly IssuedApiKey: {
            readonly created_at: components["schemas"]["Timestamp"];
            readonly created_by: string;
            /** Format: date-time */
            readonly expires_at: string | null;
            readonly id: components["schemas"]["Uuid"];
            /**
             * Format: date-time
             * @description To the minute.
             */
            readonly last_used_at: string | null;
            readonly name: string;
            /**
             * @description The part of the key that may be shown.
             * @example orx_live_5k2J0wq8ZxB1d
             */
            readonly prefix: string;
            /** Format: date-time */
            readonly revoked_at: string | null;
            readonly revoked_by: string | null;
            readonly scopes: readonly components["schemas"]["ApiKeyScope"][];
            /**
             * @description The whole key. It is stored nowhere.
             * @example orx_live_5k2J0wq8ZxB1d_…
             */
            readonly secret: string;
            readonly version: number;
        };
        readonly ItemReason: {
            /** @description JSON pointer into the alert that the item becomes, as the mapping names its parts; empty for the whole. */
            readonly field: string;
            readonly reason: string;
        };
        /** @description Any JSON value. */
        readonly Json: Json;
        /** @description Any JSON object. */
        readonly JsonObject: JsonObject;
        /** @description Names and values that identify an alert or its target. */
        readonly Labels: {
            readonly [key: string]: string;
        };
        readonly LeasedTicket: {
            readonly lease: components["schemas"]["TicketLease"];
            readonly ticket: components["schemas"]["Ticket"];
        };
        /** @description How long the ticket is held without a sign of life; 60 when absent. */
        readonly LeaseSeconds: number;
        readonly LeaseTickets: {
            readonly agent_id: components["schemas"]["AgentName"];
            readonly capabilities?: readonly components["schemas"]["Capability"][];
            readonly lease_seconds?: components["schemas"]["LeaseSeconds"];
            /** @description Most tickets at once; 1 when absent. */
            readonly max?: number;
            /** @description How long to wait when there is no work; not at all when absent. */
            readonly wait_seconds?: number;
        };
        /** @description Fencing token: grows with every lease of the ticket. Only the latest counts. */
        readonly LeaseToken: number;
        readonly ListedSchedule: {
            /**
             * Format: date-time
             * @description A fire that waits for the end of the last execution.
             */
            readonly buffered_fire_time: string | null;
            readonly counts: components["schemas"]["ScheduleCounts"];
            /** @enum {string} */
            readonly kind: "every" | "cron" | "after" | "on";
            /** Format: uuid */
            readonly last_execution_id: string | null;
            /**
             * Format: date-time
             * @description Null for events, while it is paused and, for `after`, while an execution runs.
             */
            readonly next_fire_time: string | null;
            /**
             * Format: date-time
             * @description The same with its jitter.
             */
            readonly next_starts_at: string | null;
            /** @description Why it is paused. */
            readonly note: string | null;
            /** Format: date-time */
            readonly paused_at: string | null;
            readonly paused_by: string | null;
            /** @description Events in sets that are not complete. */
            readonly waiting_events: number;
            readonly workflow_id: components["schemas"]["Uuid"];
            readonly workflow_name: string;
            readonly workflow_version: number;
        };
        readonly Liveness: {
            /** @enum {string} */
            readonly status: "alive";
        };
        readonly MaintenanceWindow: {
            readonly comment: string;
            readonly created_at: components["schemas"]["Timestamp"];
            readonly created_by: string;
            /** @enum {string} */
            readonly effect: "maintenance" | "silence";
            readonly enabled: boolean;
            /** Format: date-time */
            readonly ends_at: string | null;
            readonly hold_remediation: boolean;
            readonly id: components["schemas"]["Uuid"];
            readonly intervals: readonly components["schemas"]["WindowInterval"][];
            readonly matchers: readonly {
                readonly name: string;
                /** @enum {string} */
                readonly op: "=" | "!=" | "=~" | "!~";
                readonly value: string;
            }[];
            readonly name: string;
            /**
             * Format: date-time
             * @description When it is on next, while it is off.
             */
            readonly next_start_at: string | null;
            /**
             * Format: date-time
             * @description Since when it is on; `null`: it is off.
             */
            readonly on_since: string | null;
            /**
             * Format: uuid
             * @description The silence of the occurrence that is on, of the effect `silence`.
             */
            readonly silence_id: string | null;
            readonly starts_at: components["schemas"]["Timestamp"];
            readonly updated_at: components["schemas"]["Timestamp"];
            readonly version: number;
        };
        /** @enum {string} */
        readonly MappedSeverity: "critical" | "high" | "warning" | "low" | "info";
        /**
         * @description A program of jq. Its input is the item, `$payload` the whole body.
         * @example .monitor.name
         */
        readonly MappingProgram: string;
        /** @description A Prometheus matcher. `=~` and `!~` take RE2 expressions, anchored at both ends. */
        readonly Matcher: {
            readonly name: string;
            /** @enum {string} */
            readonly op: "=" | "!=" | "=~" | "!~";
            readonly value: string;
        };
        /**
         * @description A condition on one label in Alertmanager's syntax: `=`, `!=`, `=~` or `!~` (regular expressions are RE2 and match the whole value).
         * @example severity=~"critical|high"
         */
        readonly MatcherText: string;
        /** @description A person in a tenant. */
        readonly Member: {
            /** Format: date-time */
            readonly activated_at: string | null;
            readonly created_at: components["schemas"]["Timestamp"];
            readonly email: string;
            readonly id: components["schemas"]["Uuid"];
            readonly invited_by: string;
            readonly name: string | null;
            readonly role: components["schemas"]["Role"];
            /**
             * @description Invited people become active at the first sign-in whose verified address is theirs.
             * @enum {string}
             */
            readonly status: "invited" | "active";
            /** @description `sub` at the identity provider, once active. */
            readonly subject: string | null;
            readonly version: number;
        };
        readonly MemberChange: {
            readonly role: components["schemas"]["Role"];
        };
        /** @description A rule over metrics that opens alerts. */
        readonly MetricAlertRule: {
            readonly annotations: {
                readonly [key: string]: string;
            };
            readonly created_at: components["schemas"]["Timestamp"];
            readonly enabled: boolean;
            readonly expr: string;
            readonly for_seconds: number;
            readonly group_id: components["schemas"]["Uuid"];
            readonly id: components["schemas"]["Uuid"];
            readonly keep_firing_for_seconds: number;
            /** @enum {string} */
            readonly kind: "promql" | "dynamic";
            readonly labels: {
                readonly [key: string]: string;
            };
            readonly name: string;
            readonly no_data: components["schemas"]["NoDataPolicy"];
            readonly on_error: components["schemas"]["ErrorPolicy"];
            /** @description Of a dynamic rule. */
            readonly threshold: null | components["schemas"]["DynamicThreshold"];
            readonly updated_at: components["schemas"]["Timestamp"];
            readonly version: number;
        };
        /** @description `limits` is what holds: the lower of what the tenant has set for itself (`own`) and what the installation allows it (`ceiling`). */
        readonly MetricLimits: {
            readonly ceiling: components["schemas"]["MetricLimitValues"];
            readonly limits: components["schemas"]["MetricLimitValues"];
            readonly own: components["schemas"]["OwnMetricLimits"];
            /** Format: date-time */
            readonly updated_at: string | null;
            readonly updated_by: string | null;
            readonly version: number;
        };
        readonly MetricLimitValues: {
            readonly max_active_series: number;
            readonly max_concurrent_queries: number;
            readonly max_label_name_bytes: number;
            readonly max_label_value_bytes: number;
            readonly max_labels_per_series: number;
            readonly max_samples_per_query: number;
            readonly max_samples_per_second: number;
            readonly max_series_per_query: number;
            readonly out_of_order_window_seconds: number;
            readonly query_timeout_seconds: number;
            readonly retention_seconds: number;
        };
        readonly MetricNames: {
            readonly items: readonly string[];
            /** @description There are more than the limit. */
            readonly truncated: boolean;
        };
        /** @description The value of a PromQL expression; numbers are strings, because JSON has no infinity. */
        readonly MetricQueryAnswer: RawJson;
        readonly NamedTimeIntervals: {
            /** @description A time that lies in any of these lies in the named interval. */
            readonly intervals: readonly components["schemas"]["TimeInterval"][];
            readonly name: string;
        };
        readonly NewAlert: {
            readonly annotations?: components["schemas"]["AlertLabels"];
            /**
             * Format: uri
             * @description Where somebody can learn more.
             */
            readonly generator_url?: string;
            readonly labels: components["schemas"]["AlertLabels"];
            /**
             * Format: date-time
             * @description When it began; now when left out.
             */
            readonly starts_at?: string;
        };
        readonly NewApiKey: {
            readonly expires_at?: components["schemas"]["Timestamp"];
            readonly name: components["schemas"]["DisplayName"];
            readonly scopes: readonly components["schemas"]["ApiKeyScope"][];
        };
        readonly NewMember: {
            readonly email: components["schemas"]["EmailAddress"];
            readonly name?: components["schemas"]["DisplayName"];
            readonly role: components["schemas"]["Role"];
        };
        readonly NewTenant: {
            /** @description Who runs the tenant; invited as its first administrator. */
            readonly admin: {
                readonly email: components["schemas"]["EmailAddress"];
                readonly name?: components["schemas"]["DisplayName"];
            };
            /** @example acme */
            readonly alias: string;
            readonly name: components["schemas"]["DisplayName"];
        };
        /** @description Pass it as `cursor` to get the next page; `null` on the last one. */
        readonly NextCursor: string | null;
        /**
         * @description What happens when the series that a rule reads are gone: its alerts end (as in Prometheus), stay as they are, or that is an alert itself.
         * @enum {string}
         */
        readonly NoDataPolicy: "resolve" | "keep" | "alert";
        readonly Noise: {
            readonly acknowledged: number;
            /** @description Over by themselves; nobody had taken care. */
            readonly auto_resolved: number;
            readonly escalated: number;
            readonly fired: number;
            readonly flapped: number;
            /** @description Lasted for a quarter of an hour, and nobody took care. */
            readonly ignored: number;
            readonly label_sets: number;
            readonly name: string;
            /** @description Notifications that were delivered. */
            readonly notified: number;
            readonly proposal: components["schemas"]["NoiseProposal"];
            /**
             * Format: uuid
             * @description `null`: alerts of this name that no rule made.
             */
            readonly rule_id: string | null;
        };
        readonly NoiseProposal: null | {
            /** @enum {string} */
            readonly change: "keep_firing_for" | "longer_for" | "group" | "delete" | "raise_threshold";
            /** @description The figures that it rests on. */
            readonly reason: string;
            /** @description For `keep_firing_for` and `longer_for`. */
            readonly seconds: number | null;
        };
        /** @description One message on its way through one integration. Every copy of it carries `id`. */
        readonly Notification: {
            /** Format: uuid */
            readonly alert_group_id: string | null;
            readonly attempts: number;
            /** Format: uuid */
            readonly bundle_id: string | null;
            /** @description Of the last attempt. */
            readonly code: string | null;
            readonly created_at: components["schemas"]["Timestamp"];
            readonly error: string | null;
            /** Format: date-time */
            readonly finished_at: string | null;
            readonly group_key: string;
            /** @description Whether it had to wait because of the rate of its integration. */
            readonly held_back: boolean;
            readonly id: components["schemas"]["Uuid"];
            readonly integration_id: components["schemas"]["Uuid"];
            readonly kind: string;
            /** @description Of the last attempt. */
            readonly latency_ms: number | null;
            /** Format: date-time */
            readonly next_attempt_at: string | null;
            /**
             * Format: uuid
             * @description What alerting decided on; null for bundles and pages.
             */
            readonly notification_id: string | null;
            readonly provider_id: string | null;
            /** @enum {string} */
            readonly purpose: "alerts" | "bundle" | "person" | "test";
            readonly receiver: string;
            readonly status: components["schemas"]["NotificationStatus"];
        };
        readonly NotificationAttempt: {
            readonly attempted_at: components["schemas"]["Timestamp"];
            /** @description The provider's own (an HTTP status, an SMTP reply), or a word for why there is none: `timeout`, `forbidden`, `unavailable`. */
            readonly code: string;
            readonly error: string | null;
            readonly latency_ms: number;
            /** @description From 1; from 1 again after a replay. */
            readonly number: number;
            /**
             * @description `failed` is tried again, `refused` is not: it would be refused again.
             * @enum {string}
             */
            readonly outcome: "delivered" | "failed" | "refused";
            /** @description What the provider calls the message. */
            readonly provider_id: string | null;
            /** @description The beginning of the answer, at most 1,000 characters. */
            readonly response: string | null;
        };
        readonly NotificationChannel: {
            readonly description: string;
            readonly kind: string;
            /** @description Whether a person can be reached by it at an address. */
            readonly reaches_people: boolean;
            readonly secrets: readonly {
                readonly description: string;
                readonly name: string;
                readonly required: boolean;
            }[];
            readonly send_resolved_by_default: boolean;
            readonly settings_schema: components["schemas"]["JsonObject"];
        };
        /** @description `open` after five failures in a row: nothing is sent until `retry_at`, and then one message, which decides. */
        readonly NotificationCircuit: {
            readonly consecutive_failures: number;
            /** Format: date-time */
            readonly opened_at: string | null;
            /** Format: date-time */
            readonly retry_at: string | null;
            /** @enum {string} */
            readonly state: "closed" | "open" | "half_open";
        };
        readonly NotificationRecord: {
            /** Format: uuid */
            readonly alert_group_id: string | null;
            /** @description The last hundred, newest first. */
            readonly attempt_log: readonly components["schemas"]["NotificationAttempt"][];
            readonly attempts: number;
            /** Format: uuid */
            readonly bundle_id: string | null;
            /** @description Of the last attempt. */
            readonly code: string | null;
            readonly created_at: components["schemas"]["Timestamp"];
            readonly data: components["schemas"]["JsonObject"];
            readonly error: string | null;
            /** Format: date-time */
            readonly finished_at: string | null;
            readonly group_key: string;
            /** @description Whether it had to wait because of the rate of its integration. */
            readonly held_back: boolean;
            readonly id: components["schemas"]["Uuid"];
            readonly integration_id: components["schemas"]["Uuid"];
            readonly kind: string;
            /** @description Of the last attempt. */
            readonly latency_ms: number | null;
            /** Format: date-time */
            readonly next_attempt_at: string | null;
            /**
             * Format: uuid
             * @description What alerting decided on; null for bundles and pages.
             */
            readonly notification_id: string | null;
            readonly provider_id: string | null;
            /** @enum {string} */
            readonly purpose: "alerts" | "bundle" | "person" | "test";
            readonly receiver: string;
            readonly status: components["schemas"]["NotificationStatus"];
        };
        readonly NotificationResult: {
            /** @description The provider's own (an HTTP status, an SMTP reply), or a word for why there is none: `timeout`, `forbidden`, `unavailable`. */
            readonly code: string;
            readonly error: string | null;
            readonly latency_ms: number;
            /**
             * @description `failed` is tried again, `refused` is not: it would be refused again.
             * @enum {string}
             */
            readonly outcome: "delivered" | "failed" | "refused";
            /** @description What the provider calls the message. */
            readonly provider_id: string | null;
            /** @description The beginning of the answer, at most 1,000 characters. */
            readonly response: string | null;
        };
        readonly NotificationRules: {
            readonly steps: readonly components["schemas"]["NotificationStep"][];
            /** Format: date-time */
            readonly updated_at: string | null;
            /** @enum {string} */
            readonly urgency: "high" | "low";
        };
        /**
         * @description `superseded`: something newer was told of the same group · `bundled`: told by the message that `bundle_id` names, because its integration had too many.
         * @enum {string}
         */
        readonly NotificationStatus: "pending" | "delivered" | "dead" | "superseded" | "bundled";
        readonly NotificationStep: {
            readonly contact_method_id: components["schemas"]["Uuid"];
            /** @description After the page began. */
            readonly delay_seconds: number;
        };
        /** @description `ExportMetricsServiceResponse` of OTLP. */
        readonly OtlpAnswer: {
            readonly partialSuccess?: {
                readonly errorMessage?: string;
                readonly rejectedDataPoints?: number | string;
            };
        };
        /**
         * @description What becomes of a fire while the last execution still runs: it is left out, waits for its end (one does), starts beside it, or starts when that one has been cancelled and has undone its work.
         * @enum {string}
         */
        readonly OverlapPolicy: "skip" | "buffer-one" | "allow" | "cancel-other";
        /** @description The tenant's own limits; null, or absent, is none. */
        readonly OwnMetricLimits: {
            /** @description Series with a sample in the last two hours. */
            readonly max_active_series?: number | null;
            /** @description Queries that run at once; others wait for their turn. */
            readonly max_concurrent_queries?: number | null;
            /** @description Bytes of UTF-8. */
            readonly max_label_name_bytes?: number | null;
            /** @description Bytes of UTF-8. */
            readonly max_label_value_bytes?: number | null;
            /** @description Labels of a series, its name included. */
            readonly max_labels_per_series?: number | null;
            /** @description Samples in memory for one query. */
            readonly max_samples_per_query?: number | null;
            /** @description Samples and histograms a second, sustained; bursts of twice that pass. */
            readonly max_samples_per_second?: number | null;
            /** @description Series that one query selects. */
            readonly max_series_per_query?: number | null;
            /** @description Samples that are this much older than the newest one of their series are still accepted. */
            readonly out_of_order_window_seconds?: number | null;
            readonly query_timeout_seconds?: number | null;
            /** @description Samples are kept for this long. */
            readonly retention_seconds?: number | null;
        };
        readonly PagerdutyAccepted: {
            readonly dedup_key: string;
            readonly message: string;
            /** @constant */
            readonly status: "success";
        };
        /** @description An event of PagerDuty's Events API v2. Fields we do not know are ignored. */
        readonly PagerdutyEvent: {
            /** @description What tells alerts apart; made for a trigger without one. */
            readonly dedup_key?: string;
            /** @enum {string} */
            readonly event_action: "trigger" | "acknowledge" | "resolve";
            readonly payload?: components["schemas"]["JsonObject"];
            /** @description The secret of an integration of the kind `pagerduty`. */
            readonly routing_key: string;
        } & {
            readonly [key: string]: components["schemas"]["Json"];
        };
        readonly Plan: {
            /** Format: date-time */
            readonly approved_at: string | null;
            readonly approved_by: string | null;
            /** Format: date-time */
            readonly cancel_requested_at: string | null;
            readonly cancel_requested_by: string | null;
            /** @description Why it did not go on. */
            readonly cause: {
                readonly detail: string;
                /** @enum {string} */
                readonly kind: "failed" | "cancelled" | "timed_out";
                readonly task_id: string | null;
            } | null;
            readonly correlation_id: string;
            readonly created_at: components["schemas"]["Timestamp"];
            readonly critical_path: components["schemas"]["PlanPath"];
            readonly deadline: components["schemas"]["Timestamp"];
            readonly decision_id: string | null;
            /** @description SHA-256 over the canonical document (RFC 8785). */
            readonly document_sha256: string;
            readonly estimated_effort_ms: number;
            /** Format: date-time */
            readonly finished_at: string | null;
            readonly id: components["schemas"]["Uuid"];
            readonly intent_id: string | null;
            readonly max_parallel: number;
            readonly metadata: components["schemas"]["Json"];
            readonly name: string;
            readonly request_key: string | null;
            readonly requested_by: string;
            readonly requires_approval: boolean;
            readonly result: components["schemas"]["Json"];
            readonly retry_policies: {
                readonly [key: string]: components["schemas"]["PlanRetryPolicy"];
            };
            /** @description Counts the replans. */
            readonly revision: number;
            readonly risk_band: components["schemas"]["RiskBand"];
            /** Format: date-time */
            readonly started_at: string | null;
            readonly status: components["schemas"]["PlanStatus"];
            readonly task_count: number;
            readonly tasks: readonly components["schemas"]["PlanTask"][];
            /** @description How many tasks are in each state. */
            readonly tickets: {
                readonly [key: string]: number;
            };
            readonly waves: readonly (readonly string[])[];
        };
        readonly PlanCheck: {
            readonly critical_path: components["schemas"]["PlanPath"] | null;
            /** @description Every fault, with the JSON pointer of where it is. */
            readonly errors: readonly {
                readonly field: string;
                readonly reason: string;
            }[];
            /** @description Sum of all estimates; null for a plan that cannot run. */
            readonly estimated_effort_ms: number | null;
            readonly task_count: number;
            readonly valid: boolean;
            /** @description Ids of the tasks in generations: each depends on earlier ones only. */
            readonly waves: readonly (readonly string[])[];
        };
        /** @description A ticket of type COMPENSATE that undoes the task, in reverse order, when the plan does not come to its end. */
        readonly PlanCompensation: {
            /** @default  */
            readonly description?: string;
            readonly parameters: components["schemas"]["JsonObject"];
            /** @description Left out, those of the task. */
            readonly required_capabilities?: readonly components["schemas"]["Capability"][];
        };
        readonly PlanDraft: {
            readonly decision_id?: string;
            readonly intent_id?: string;
            /** @description Most tickets offered or worked on at the same time; left out, 100. */
            readonly max_parallel?: number;
            readonly metadata?: components["schemas"]["JsonObject"];
            readonly name: string;
            /** @description Of the plan itself: one plan per key and tenant, ever. The same plan again finds it, another one is refused. */
            readonly request_key?: string;
            readonly requires_approval?: boolean;
            /** @description Retries per type of task. Left out, BUILD, TEST and VALIDATE have 2, DEPLOY and EXECUTE 1. */
            readonly retry_policies?: {
                readonly BUILD?: components["schemas"]["PlanRetryPolicy"];
                readonly DEPLOY?: components["schemas"]["PlanRetryPolicy"];
                readonly EXECUTE?: components["schemas"]["PlanRetryPolicy"];
                readonly TEST?: components["schemas"]["PlanRetryPolicy"];
                readonly VALIDATE?: components["schemas"]["PlanRetryPolicy"];
            };
            readonly risk_band?: components["schemas"]["RiskBand"];
            /** @description When it has to be done; the earlier counts. Left out, the risk band decides: LOW 24 h, MEDIUM 8 h, HIGH 4 h, CRITICAL 1 h. */
            readonly sla?: {
                readonly deadline?: components["schemas"]["Timestamp"];
                readonly timeout_ms?: number;
            };
            readonly tasks: readonly components["schemas"]["PlanTaskSpec"][];
        };
        readonly PlanPath: {
            readonly duration_ms: number;
            /** @description Each depends on the one before it. */
            readonly tasks: readonly string[];
        };
        readonly PlanPolicy: {
            readonly created_at: components["schemas"]["Timestamp"];
            readonly name: string;
            /** @description The source; null for a policy that was sent as a bundle. */
            readonly rego: string | null;
            readonly updated_at: components["schemas"]["Timestamp"];
            readonly updated_by: string;
            readonly version: number;
            /** @description SHA-256 of the compiled module. */
            readonly wasm_sha256: string;
        };
        readonly PlanPolicySummary: {
            readonly created_at: components["schemas"]["Timestamp"];
            readonly name: string;
            readonly updated_at: components["schemas"]["Timestamp"];
            readonly updated_by: string;
            readonly version: number;
            /** @description SHA-256 of the compiled module. */
            readonly wasm_sha256: string;
        };
        readonly PlanRetryPolicy: {
            /** @description Attempts after the first. */
            readonly max_retries: number;
        };
        /**
         * @description `completed`, `failed` (nothing had to be undone), `compensated`, `compensation_failed`, `cancelled` and `timed_out` are ends.
         * @enum {string}
         */
        readonly PlanStatus: "pending" | "awaiting_approval" | "running" | "compensating" | "completed" | "failed" | "compensated" | "compensation_failed" | "cancelled" | "timed_out";
        readonly PlanSummary: {
            /** Format: date-time */
            readonly approved_at: string | null;
            readonly approved_by: string | null;
            /** Format: date-time */
            readonly cancel_requested_at: string | null;
            readonly cancel_requested_by: string | null;
            /** @description Why it did not go on. */
            readonly cause: {
                readonly detail: string;
                /** @enum {string} */
                readonly kind: "failed" | "cancelled" | "timed_out";
                readonly task_id: string | null;
            } | null;
            readonly correlation_id: string;
            readonly created_at: components["schemas"]["Timestamp"];
            readonly deadline: components["schemas"]["Timestamp"];
            readonly decision_id: string | null;
            /** Format: date-time */
            readonly finished_at: string | null;
            readonly id: components["schemas"]["Uuid"];
            readonly intent_id: string | null;
            readonly max_parallel: number;
            readonly name: string;
            readonly request_key: string | null;
            readonly requested_by: string;
            readonly requires_approval: boolean;
            /** @description Counts the replans. */
            readonly revision: number;
            readonly risk_band: components["schemas"]["RiskBand"];
            /** Format: date-time */
            readonly started_at: string | null;
            readonly status: components["schemas"]["PlanStatus"];
            readonly task_count: number;
        };
        readonly PlanTask: {
            /** @description The agent that it was reserved for, until one has it: then that one. */
            readonly agent_id: string | null;
            readonly compensation: {
                readonly description: string;
                readonly parameters: components["schemas"]["JsonObject"];
                readonly required_capabilities: readonly string[];
            } | null;
            /** @enum {string|null} */
            readonly compensation_status: "offered" | "completed" | "failed" | null;
            readonly compensation_ticket_id: components["schemas"]["Uuid"] | null;
            /** Format: date-time */
            readonly completed_at: string | null;
            readonly dependencies: readonly string[];
            readonly description: string;
            readonly error: components["schemas"]["Json"];
            readonly estimated_duration_ms: number;
            readonly max_retries: number;
            /** Format: date-time */
            readonly offered_at: string | null;
            readonly parameters: components["schemas"]["JsonObject"];
            readonly priority: components["schemas"]["TicketPriority"];
            readonly required_capabilities: readonly string[];
            /** @description Whose slot was reserved for it when it was offered, also when that is over; null when nobody had a free one. */
            readonly reservation: components["schemas"]["TicketReservation"] | null;
            /** @description The revision of the plan that brought it. */
            readonly revision: number;
            /** @description Why it was offered when it was, and which agent went first. */
            readonly schedule_reason: string | null;
            readonly sla_deadline: components["schemas"]["Timestamp"];
            /** Format: date-time */
            readonly started_at: string | null;
            readonly status: components["schemas"]["PlanTaskStatus"];
            readonly task_id: string;
            readonly task_type: components["schemas"]["PlanTaskType"];
            readonly ticket_id: components["schemas"]["Uuid"] | null;
            /** @description Generation of the topological order. */
            readonly wave: number;
        };
        readonly PlanTaskSpec: {
            readonly compensation?: components["schemas"]["PlanCompensation"];
            /** @description Ids of the tasks that have to be done before. */
            readonly dependencies?: readonly string[];
            readonly description?: string;
            /** @description Left out, 60,000. */
            readonly estimated_duration_ms?: number;
            readonly parameters?: components["schemas"]["JsonObject"];
            readonly priority?: components["schemas"]["TicketPriority"];
            readonly required_capabilities?: readonly components["schemas"]["Capability"][];
            readonly task_id: string;
            readonly task_type: components["schemas"]["PlanTaskType"];
        };
        /**
         * @description `waiting` for its dependencies or its turn, `offered` to agents, or ended; `removed` by a replan.
         * @enum {string}
         */
        readonly PlanTaskStatus: "waiting" | "offered" | "completed" | "failed" | "cancelled" | "removed";
        /** @enum {string} */
        readonly PlanTaskType: "BUILD" | "DEPLOY" | "TEST" | "VALIDATE" | "EXECUTE";
        /** @description An alert as Prometheus and amtool post it (Alertmanager API v2). Fields we do not know are ignored. */
        readonly PostableAlert: {
            readonly annotations?: components["schemas"]["ForeignLabels"];
            /**
             * Format: date-time
             * @description When it ended or, in the future, until when it is vouched for; in five minutes when left out.
             */
            readonly endsAt?: string;
            /** @description Where the sender explains it. */
            readonly generatorURL?: string;
            readonly labels: components["schemas"]["ForeignLabels"];
            /**
             * Format: date-time
             * @description When it began; now when left out.
             */
            readonly startsAt?: string;
        } & {
            readonly [key: string]: components["schemas"]["Json"];
        };
        /** @description A silence as amtool and Alertmanager's UI post it. Fields we do not know are ignored. */
        readonly PostableSilence: {
            readonly annotations?: {
                readonly [key: string]: string;
            };
            readonly comment: string;
            readonly createdBy: string;
            /** Format: date-time */
            readonly endsAt: string;
            /** @description The silence to change; empty or left out for a new one. */
            readonly id?: string;
            readonly matchers: readonly components["schemas"]["AlertmanagerMatcher"][];
            /** Format: date-time */
            readonly startsAt: string;
        } & {
            readonly [key: string]: components["schemas"]["Json"];
        };
        readonly PreviewedItem: {
            readonly alert: {
                readonly annotations: {
                    readonly [key: string]: string;
                };
                /** Format: date-time */
                readonly ends_at: string | null;
                /** @description What tells it apart from others; null: all labels. */
                readonly identity: {
                    readonly [key: string]: string;
                } | null;
                readonly labels: {
                    readonly [key: string]: string;
                };
                readonly link: string | null;
                /** Format: date-time */
                readonly starts_at: string | null;
            } | null;
            readonly index: number;
            /** @enum {string} */
            readonly outcome: "firing" | "resolved" | "acknowledged" | "ignored" | "refused";
            readonly reasons: readonly components["schemas"]["ItemReason"][];
        };
        /** @description What went wrong (RFC 9457). */
        readonly Problem: {
            /**
             * @description Stable name of the kind of problem
             * @example not_found
             */
            readonly code: string;
            readonly correlation_id: string;
            readonly detail: string;
            /** @description Offending parts of the request. */
            readonly errors: readonly {
                readonly column?: number;
                /** @description JSON pointer into the body or name of a parameter. */
                readonly field: string;
                /** @description Where in a text that was sent, from 1. */
                readonly line?: number;
                readonly reason: string;
            }[];
            /** @description Path of the request. */
            readonly instance: string;
            readonly status: number;
            readonly title: string;
            /**
             * @description URI of the kind of problem
             * @example urn:orchestrix:problem:not_found
             */
            readonly type: string;
        };
        /** @description An answer of Prometheus's HTTP API. */
        readonly PrometheusAnswer: RawJson;
        /** @description An error of Prometheus's HTTP API. */
        readonly PrometheusError: {
            readonly error: string;
            /** @enum {string} */
            readonly errorType: "bad_data" | "canceled" | "execution" | "forbidden" | "internal" | "not_acceptable" | "not_found" | "timeout" | "too_many_requests" | "unauthorized" | "unavailable";
            /** @constant */
            readonly status: "error";
        };
        readonly PublishedEvents: {
            readonly events: readonly {
                /** @description Source and id were known before; nothing was stored. */
                readonly duplicate: boolean;
                /** @description The event's own id; unique per source. */
                readonly event_id: string;
                readonly id: components["schemas"]["Uuid"];
                readonly source: string;
            }[];
        };
        readonly Readiness: {
            /** @enum {string} */
            readonly status: "ready";
        };
        readonly ReceiptItem: {
            /** Format: uuid */
            readonly alert_id: string | null;
            /** @description Place of the item in the body, from 0. */
            readonly index: number;
            /** @enum {string} */
            readonly outcome: "opened" | "fired" | "resolved" | "refreshed" | "acknowledged" | "ignored" | "refused";
            readonly reasons: readonly components["schemas"]["ItemReason"][];
        };
        /** @description Who is told, by the name that routing trees use. */
        readonly Receiver: {
            readonly created_at: components["schemas"]["Timestamp"];
            readonly description: string;
            readonly id: components["schemas"]["Uuid"];
            readonly integrations: readonly components["schemas"]["ReceiverIntegration"][];
            readonly name: string;
            readonly updated_at: components["schemas"]["Timestamp"];
            readonly version: number;
        };
        readonly ReceiverIntegration: {
            readonly circuit: components["schemas"]["NotificationCircuit"];
            readonly id: components["schemas"]["Uuid"];
            readonly kind: string;
            readonly rate_per_minute: number | null;
            /** @description Which there are; `from_secret` is null for a value that is stored with the integration. */
            readonly secrets: {
                readonly [key: string]: {
                    readonly from_secret: string | null;
                };
            };
            readonly send_resolved: boolean;
            readonly settings: components["schemas"]["JsonObject"];
        };
        readonly ReceiverTestResult: {
            /** @description The provider's own (an HTTP status, an SMTP reply), or a word for why there is none: `timeout`, `forbidden`, `unavailable`. */
            readonly code: string;
            readonly delivery_id: components["schemas"]["Uuid"];
            readonly error: string | null;
            readonly integration_id: components["schemas"]["Uuid"];
            readonly kind: string;
            readonly latency_ms: number;
            /**
             * @description `failed` is tried again, `refused` is not: it would be refused again.
             * @enum {string}
             */
            readonly outcome: "delivered" | "failed" | "refused";
            /** @description What the provider calls the message. */
            readonly provider_id: string | null;
            /** @description The beginning of the answer, at most 1,000 characters. */
            readonly response: string | null;
        };
        readonly RecordingRule: {
            readonly created_at: components["schemas"]["Timestamp"];
            readonly enabled: boolean;
            readonly expr: string;
            readonly group_id: components["schemas"]["Uuid"];
            readonly id: components["schemas"]["Uuid"];
            /** @constant */
            readonly kind: "recording";
            readonly labels: {
                readonly [key: string]: string;
            };
            /** @description The name of the series that it writes. */
            readonly name: string;
            readonly updated_at: components["schemas"]["Timestamp"];
            readonly version: number;
        };
        readonly RegisterAgent: {
            /** @description Where it can be reached, for people. */
            readonly address?: string | null;
            readonly agent_id: components["schemas"]["AgentId"];
            readonly capabilities: readonly components["schemas"]["AgentCapability"][];
            readonly labels?: components["schemas"]["AgentLabels"];
            readonly name: string;
            /** @description Tickets that it runs at once. */
            readonly slots: number;
            readonly version: string;
        };
        readonly RegisteredAgent: {
            readonly agent: components["schemas"]["Agent"];
            readonly heartbeat_interval_seconds: number;
        };
        /** @description What became of one policy for one alert. */
        readonly Remediation: {
            readonly alert_id: components["schemas"]["Uuid"];
            readonly alert_name: string;
            /**
             * @description Why it is in this status, for programs.
             * @example cooldown
             */
            readonly code: string | null;
            readonly compensate_on_ineffective: boolean;
            readonly correlation_id: string;
            readonly created_at: components["schemas"]["Timestamp"];
            /** Format: date-time */
            readonly decided_at: string | null;
            readonly decided_by: string | null;
            readonly decision_comment: string | null;
            /** Format: uuid */
            readonly execution_id: string | null;
            /**
             * Format: date-time
             * @description Until when somebody may approve.
             */
            readonly expires_at: string | null;
            /** Format: date-time */
            readonly finished_at: string | null;
            readonly id: components["schemas"]["Uuid"];
            readonly input: components["schemas"]["JsonObject"];
            readonly mode: components["schemas"]["RemediationMode"];
            readonly policy_id: components["schemas"]["Uuid"];
            readonly policy_name: string;
            /** @description Why it is in this status, for people. */
            readonly reason: string | null;
            /** Format: date-time */
            readonly started_at: string | null;
            readonly status: components["schemas"]["RemediationStatus"];
            /** @description Values of the target labels joined by a slash. */
            readonly target: string | null;
            readonly updated_at: components["schemas"]["Timestamp"];
            readonly verification: components["schemas"]["Verification"];
            readonly version: number;
            readonly workflow_id: components["schemas"]["Uuid"];
            readonly workflow_version: number | null;
        };
        /**
         * @description `suggest` only says what would be done, `approve` waits for a person, `auto` starts by itself.
         * @enum {string}
         */
        readonly RemediationMode: "suggest" | "approve" | "auto";
        /** @description Binds alerts to a workflow. */
        readonly RemediationPolicy: {
            readonly compensate_on_ineffective: boolean;
            readonly created_at: components["schemas"]["Timestamp"];
            readonly created_by: string;
            readonly description: string;
            readonly enabled: boolean;
            readonly escalation: null | {
                /** @description Whether there is a secret. */
                readonly signed: boolean;
                readonly webhook_url: string;
            };
            readonly guardrails: components["schemas"]["Guardrails"];
            readonly id: components["schemas"]["Uuid"];
            readonly input: components["schemas"]["JsonObject"];
            readonly matchers: readonly components["schemas"]["Matcher"][];
            readonly mode: components["schemas"]["RemediationMode"];
            readonly name: string;
            readonly priority: number;
            readonly target_labels: readonly string[];
            readonly updated_at: components["schemas"]["Timestamp"];
            readonly updated_by: string;
            readonly verification: components["schemas"]["Verification"];
            readonly version: number;
            readonly workflow_id: components["schemas"]["Uuid"];
            readonly workflow_version: number | null;
        };
        /** @description What holds for all remediations of the tenant. */
        readonly RemediationSettings: {
            /** @description While on, nothing starts. */
            readonly kill_switch: boolean;
            readonly reason: string | null;
            /** Format: date-time */
            readonly updated_at: string | null;
            readonly updated_by: string | null;
            readonly version: number;
        };
        /**
         * @description `suggested`, `awaiting_approval` and `running` are open; everything else is an end.
         * @enum {string}
         */
        readonly RemediationStatus: "suggested" | "awaiting_approval" | "running" | "refused" | "rejected" | "verified" | "ineffective" | "inconclusive" | "failed" | "cancelled" | "expired";
        readonly ReplayNotifications: {
            readonly from?: components["schemas"]["Timestamp"];
            readonly receiver?: string;
            readonly to?: components["schemas"]["Timestamp"];
        };
        readonly ReportTickets: {
            /** @description Taken in this order; a ticket may be named twice. */
            readonly items: readonly components["schemas"]["TicketReport"][];
        };
        readonly RetryTicket: {
            readonly reason?: string;
        };
        /** @enum {string} */
        readonly RiskBand: "LOW" | "MEDIUM" | "HIGH" | "CRITICAL";
        /**
         * @description What a member may do in a tenant; each role includes the ones before it.
         * @enum {string}
         */
        readonly Role: "viewer" | "responder" | "operator" | "admin";
        readonly RotateWebhookSecret: {
            /** @description How long the old secret counts as well; a day when absent, 0 when it has leaked. */
            readonly overlap_seconds?: number;
        };
        /** @description A version of the routing configuration, with everything that it says. */
        readonly Routing: {
            readonly created_at: components["schemas"]["Timestamp"];
            /** @description Subject of who made it. */
            readonly created_by: string;
            readonly inhibit_rules: readonly components["schemas"]["InhibitRule"][];
            readonly note: string | null;
            readonly resolve_timeout_seconds: number;
            /** @description The earlier version that it brought back. */
            readonly restored_from: number | null;
            readonly route: components["schemas"]["JsonObject"];
            readonly time_intervals: readonly components["schemas"]["NamedTimeIntervals"][];
            /** @description The latest one holds. */
            readonly version: number;
        };
        readonly RoutingAnswer: {
            readonly at: components["schemas"]["Timestamp"];
            readonly inhibited_by: {
                readonly alert_id: components["schemas"]["Uuid"];
                readonly fingerprint: components["schemas"]["Fingerprint"];
                readonly labels: {
                    readonly [key: string]: string;
                };
                readonly rule: string | null;
                readonly rule_index: number;
            } | null;
            /** @description Whether anybody would be told: an integration is there, no interval mutes it for good, and neither inhibition nor silence holds it back. */
            readonly notified: boolean;
            readonly routes: readonly {
                readonly explanation: string;
                /**
                 * Format: date-time
                 * @description Null when time intervals mute it for a year.
                 */
                readonly first_notification_at: string | null;
                readonly group_interval_seconds: number;
                /** @example {}/{severity="critical"}:{alertname="Down"} */
                readonly group_key: string;
                readonly group_labels: {
                    readonly [key: string]: string;
                };
                readonly group_wait_seconds: number;
                readonly integrations: readonly {
                    readonly id: string;
                    readonly kind: string;
                    readonly send_resolved: boolean;
                }[];
                /**
                 * @description What time intervals do at the time of the alert.
                 * @enum {string|null}
                 */
                readonly muted_by: "mute_time" | "active_time" | null;
                readonly path: string;
                readonly receiver: string;
                readonly repeat_interval_seconds: number;
                /** @description Those that do it. */
                readonly time_intervals: readonly string[];
            }[];
            readonly silenced_by: readonly {
                readonly comment: string;
                readonly created_by: string;
                readonly ends_at: components["schemas"]["Timestamp"];
                readonly id: components["schemas"]["Uuid"];
            }[];
            /** @description Named time intervals that contain the time. */
            readonly time_intervals: readonly string[];
            /** @description Every route that the alert was held against, in order. */
            readonly tried: readonly {
                readonly matched: boolean;
                readonly matchers: readonly string[];
                /** @example /route/routes/0 */
                readonly path: string;
                readonly reason: string;
                /** @description Whether the alert gets into a group of this route. */
                readonly taken: boolean;
            }[];
            /** @description The version that was asked; null for routing that came with the question. */
            readonly version: number | null;
        };
        readonly RoutingImport: {
            readonly dry_run: boolean;
            readonly elements: readonly {
                /** @enum {string} */
                readonly element: "route" | "receiver" | "integration" | "time_interval" | "inhibit_rule" | "global" | "templates" | "section";
                readonly line: number | null;
                readonly name: string;
                /** @enum {string} */
                readonly outcome: "full" | "partial" | "none";
                /** @description JSON pointer into the file. */
                readonly path: string;
                /** @description What was not taken, and why. */
                readonly remarks: readonly {
                    readonly field: string;
                    readonly reason: string;
                }[];
            }[];
            /** @description Names. */
            readonly receivers: {
                readonly created: readonly string[];
                readonly updated: readonly string[];
            };
            readonly summary: {
                readonly full: number;
                readonly none: number;
                readonly partial: number;
            };
            /** @description The version of the routing configuration that holds now. */
            readonly version: number | null;
        };
        readonly RoutingQuestion: {
            /**
             * Format: date-time
             * @description When the alert begins; now when it is left out.
             */
            readonly at?: string;
            /** @description Of the alert. */
            readonly labels: {
                readonly [key: string]: string;
            };
            readonly routing?: components["schemas"]["WriteRouting"];
        };
        readonly RoutingVersion: {
            readonly created_at: components["schemas"]["Timestamp"];
            /** @description Subject of who made it. */
            readonly created_by: string;
            readonly note: string | null;
            /** @description The earlier version that it brought back. */
            readonly restored_from: number | null;
            /** @description The latest one holds. */
            readonly version: number;
        };
        /** @description A `google.rpc.Status`, as OTLP/HTTP tells failures. */
        readonly RpcStatus: {
            /** @description A code of gRPC. */
            readonly code: number;
            readonly message: string;
        };
        readonly RuleGroup: {
            readonly created_at: components["schemas"]["Timestamp"];
            /** @description How long the last evaluation took. */
            readonly evaluation_seconds: number | null;
            readonly evaluations: number;
            readonly id: components["schemas"]["Uuid"];
            readonly interval_seconds: number;
            readonly labels: {
                readonly [key: string]: string;
            };
            /**
             * Format: date-time
             * @description Time of the last evaluation that was begun.
             */
            readonly last_evaluation_at: string | null;
            readonly limit: number;
            /** @description Evaluations that did not take place, because the one before took too long or no worker was there. */
            readonly missed_evaluations: number;
            readonly name: string;
            readonly namespace: string;
            readonly query_offset_seconds: number;
            readonly rules: readonly (components["schemas"]["MetricAlertRule"] | components["schemas"]["RecordingRule"])[];
            readonly updated_at: components["schemas"]["Timestamp"];
            readonly version: number;
        };
        /** @description Names of groups. */
        readonly RuleGroupImport: {
            readonly created: readonly string[];
            readonly deleted: readonly string[];
            readonly dry_run: boolean;
            readonly namespace: string;
            readonly unchanged: readonly string[];
            readonly updated: readonly string[];
            /** @description What is no fault of the file, but may not be meant. */
            readonly warnings: readonly string[];
        };
        /** @description Rules that are evaluated together, in order, at one time. What is left out takes its default, in an update too. */
        readonly RuleGroupSettings: {
            /**
             * @description How often its rules are evaluated.
             * @default 60
             */
            readonly interval_seconds?: number;
            readonly labels?: components["schemas"]["AlertLabels"];
            /**
             * @description A rule that yields more series or active alerts than this fails; 0: no limit.
             * @default 0
             */
            readonly limit?: number;
            /** @description Unique in its namespace. */
            readonly name: string;
            /**
             * @description Where it comes from, as the name of a rule file.
             * @example node.yml
             */
            readonly namespace: string;
            /**
             * @description How far back in time its rules look, so that late samples arrive before.
             * @default 0
             */
            readonly query_offset_seconds?: number;
            readonly rules: readonly components["schemas"]["GroupedRuleSettings"][];
        };
        /** @description Names and templates as in Prometheus (`{{ $labels.instance }}`, `{{ $value }}`). An empty value is the same as none. */
        readonly RuleTemplates: {
            readonly [key: string]: string;
        };
        readonly RuleTestReport: {
            readonly passed: boolean;
            /** @description Why no test could run. */
            readonly problem: string | null;
            readonly tests: readonly {
                readonly failures: readonly string[];
                readonly name: string;
                readonly passed: boolean;
            }[];
            readonly warnings: readonly string[];
        };
        readonly RuleTests: {
            /** @description The texts of the files that `rule_files` in the tests names, by path. */
            readonly rule_files: {
                readonly [key: string]: string;
            };
            /** @description A file of tests (YAML) as `promtool test rules` takes it. */
            readonly tests: string;
        };
        readonly ScheduleBackfill: {
            readonly from: components["schemas"]["Timestamp"];
            readonly to: components["schemas"]["Timestamp"];
        };
        /** @description Since the workflow was enabled. */
        readonly ScheduleCounts: {
            /** @description Events that never completed a set. */
            readonly expired: number;
            readonly missed: number;
            readonly skipped: number;
            readonly started: number;
        };
        readonly ScheduleFire: {
            readonly count: number;
            readonly created_at: components["schemas"]["Timestamp"];
            /** Format: uuid */
            readonly execution_id: string | null;
            readonly fire_time: components["schemas"]["Timestamp"];
            readonly id: components["schemas"]["Uuid"];
            /**
             * Format: date-time
             * @description The last one where the record stands for several in a row.
             */
            readonly last_fire_time: string | null;
            /**
             * @description Buffered waits for the end of the last execution and is told of again then; missed came later than the catch-up window allows; expired are events that never completed a set.
             * @enum {string}
             */
            readonly outcome: "started" | "buffered" | "skipped" | "missed" | "expired";
            /** @description Why nothing was started. */
            readonly reason: string | null;
            /** @enum {string} */
            readonly source: "timer" | "trigger" | "backfill" | "events";
        };
        readonly ScheduleNote: {
            /** @example Until the migration is over */
            readonly note?: string;
        };
        readonly ScheduleTrigger: {
            readonly overlap?: components["schemas"]["OverlapPolicy"];
        };
        /** @description score = 0.4 health + 0.3 pheromone + 0.3 success rate, each 0 to 1. */
        readonly ScoredAgent: {
            readonly agent: components["schemas"]["Agent"];
            /** @description Too little is known to judge it, so it has the best marks until it has been tried. */
            readonly explored: boolean;
            readonly free_slots: number;
            /** @description 1 with room to spare; 0.5 with processors or memory full. */
            readonly health: number;
            /** @description Strengthened by successes, weakened by failures, halved every hour. */
            readonly pheromone: number;
            readonly score: number;
            readonly success_rate: number;
        };
        /** @description A secret as far as it is shown; its value is not. */
        readonly Secret: {
            /** Format: date-time */
            readonly created_at: string;
            readonly created_by: string;
            /** @description The key of `SECRETS_KEYS` that encrypts it. */
            readonly key_id: string;
            readonly name: string;
            /** Format: date-time */
            readonly updated_at: string;
            readonly updated_by: string;
            readonly version: number;
        };
        /**
         * @description From worst to mildest.
         * @enum {string}
         */
        readonly Severity: "critical" | "high" | "warning" | "low" | "info";
        readonly Silence: {
            /**
             * Format: uuid
             * @description The alert that it was made for.
             */
            readonly alert_id: string | null;
            readonly annotations: {
                readonly [key: string]: string;
            };
            readonly comment: string;
            readonly created_at: components["schemas"]["Timestamp"];
            readonly created_by: string;
            readonly ends_at: components["schemas"]["Timestamp"];
            readonly id: components["schemas"]["Uuid"];
            readonly matchers: readonly {
                readonly name: string;
                /** @enum {string} */
                readonly op: "=" | "!=" | "=~" | "!~";
                readonly value: string;
            }[];
            /**
             * Format: uuid
             * @description What makes it time and again.
             */
            readonly schedule_id: string | null;
            readonly starts_at: components["schemas"]["Timestamp"];
            readonly state: components["schemas"]["SilenceState"];
            readonly updated_at: components["schemas"]["Timestamp"];
            readonly version: number;
            readonly warn_seconds: number;
        };
        /**
         * @description All must match, and at least one must not match the empty text. Names may be any text, as in Alertmanager.
         * @example [
         *       {
         *         "name": "service",
         *         "op": "=",
         *         "value": "checkout"
         *       }
         *     ]
         */
        readonly SilenceMatchers: readonly {
            readonly name: string;
            /** @enum {string} */
            readonly op: "=" | "!=" | "=~" | "!~";
            readonly value: string;
        }[];
        readonly SilencePreview: {
            /** @description The first hundred of those. */
            readonly alerts: readonly components["schemas"]["Alert"][];
            /** @description Those of them that would be silenced. */
            readonly matching: number;
            /** @description Open alerts of the tenant. */
            readonly open: number;
        };
        /** @enum {string} */
        readonly SilenceState: "active" | "pending" | "expired";
        readonly SilenceTerms: {
            readonly annotations?: {
                readonly [key: string]: string;
            };
            /** @description Default empty. */
            readonly comment?: string;
            readonly duration_seconds?: number;
            /**
             * Format: date-time
             * @description When it ends. Exactly one of `ends_at`, `duration_seconds` and `until_working_hours` is needed.
             */
            readonly ends_at?: string;
            /**
             * Format: date-time
             * @description When it begins; now when left out or over.
             */
            readonly starts_at?: string;
            /** @description It ends when working hours begin next; within them, when they begin again. They are given, or named: a time interval of the routing configuration. */
            readonly until_working_hours?: {
                readonly interval?: string;
                readonly intervals?: readonly components["schemas"]["WindowInterval"][];
            };
            /** @description So many seconds before its end `alerting.silence.ending` is told, unless it is shorter than that; 0: never. Default 900. */
            readonly warn_seconds?: number;
        };
        readonly StoredEvent: {
            readonly correlation_id: string;
            /**
             * @description The CloudEvent.
             * @example {
             *       "specversion": "1.0",
             *       "id": "a1",
             *       "source": "/sensors/7",
             *       "type": "com.example.measured",
             *       "data": {
             *         "celsius": 39
             *       }
             *     }
             */
            readonly event: components["schemas"]["JsonObject"];
            /**
             * Format: uuid
             * @description The execution that emitted it.
             */
            readonly execution_id: string | null;
            readonly id: components["schemas"]["Uuid"];
            /**
             * @description Who brought it.
             * @enum {string}
             */
            readonly origin: "api" | "execution" | "product";
            readonly received_at: components["schemas"]["Timestamp"];
            /**
             * Format: date-time
             * @description When it was delivered to all who listened then.
             */
            readonly routed_at: string | null;
        };
        readonly StoredReceipt: {
            /** @description Items that were taken in, or told nothing new. */
            readonly accepted: number;
            readonly body_bytes: number;
            readonly body_sha256: string;
            readonly created_at: components["schemas"]["Timestamp"];
            readonly id: components["schemas"]["Uuid"];
            /** @description The first hundred, refused ones first. */
            readonly items: readonly components["schemas"]["ReceiptItem"][];
            /** @description The first 16 KiB of the body, as text. */
            readonly payload: string;
            readonly refused: number;
            /** @enum {string} */
            readonly status: "accepted" | "partly" | "refused";
        };
        /** @description A customer of the platform, an organization at the identity provider. */
        readonly Tenant: {
            /**
             * @description Short name for sign-in; never changes.
             * @example acme
             */
            readonly alias: string;
            readonly created_at: components["schemas"]["Timestamp"];
            /** @description Nobody gets into a tenant that is switched off. */
            readonly enabled: boolean;
            readonly id: components["schemas"]["Uuid"];
            readonly name: string;
            readonly updated_at: components["schemas"]["Timestamp"];
            readonly version: number;
        };
        readonly TenantChange: {
            readonly enabled?: boolean;
            readonly name?: components["schemas"]["DisplayName"];
        };
        readonly TestReceiver: {
            readonly integration_id?: components["schemas"]["Uuid"];
            /** @description Of the alert that is told of. */
            readonly labels?: {
                readonly [key: string]: string;
            };
        };
        /** @description One effect on the world, done once. */
        readonly Ticket: {
            /** @description From the begin of the last attempt to the end. */
            readonly actual_duration_ms: number | null;
            /** @description Who holds it or held it last. */
            readonly agent_id: string | null;
            /** @description How often it was begun, attempts cut off by a crash included. */
            readonly attempts: number;
            /**
             * Format: uuid
             * @description The ticket whose effect it takes back.
             */
            readonly compensates: string | null;
            /**
             * Format: uuid
             * @description The ticket that takes its effect back.
             */
            readonly compensation_ticket_id: string | null;
            /**
             * Format: date-time
             * @description When it ended, one way or another.
             */
            readonly completed_at: string | null;
            readonly correlation_id: string;
            readonly created_at: components["schemas"]["Timestamp"];
            readonly decision_id: string | null;
            /**
             * @description `inline`: its execution runs it. `lease`: an agent does.
             * @enum {string}
             */
            readonly delivery: "inline" | "lease";
            /** @description Tickets that have to be COMPLETED before it is leased. */
            readonly dependencies: readonly components["schemas"]["Uuid"][];
            readonly description: string | null;
            readonly error: components["schemas"]["Json"];
            readonly estimated_duration_ms: number | null;
            /**
             * Format: uuid
             * @description The execution it is a step of.
             */
            readonly execution_id: string | null;
            /** @description SHA-256 over the canonical JSON (RFC 8785) of what never changes; docs/tickets.md names the fields. */
            readonly hash: string | null;
            readonly id: components["schemas"]["Uuid"];
            /** @description Goes out with the effect as the header Idempotency-Key. */
            readonly idempotency_key: string;
            readonly intent_id: string | null;
            /**
             * Format: date-time
             * @description Until when an agent holds it.
             */
            readonly lease_expires_at: string | null;
            readonly metadata: components["schemas"]["JsonObject"];
            /**
             * Format: date-time
             * @description Since when agents may lease it.
             */
            readonly offered_at: string | null;
            readonly output: components["schemas"]["Json"];
            readonly parameters: components["schemas"]["Json"];
            /**
             * Format: uuid
             * @description The plan it is a task of.
             */
            readonly plan_id: string | null;
            readonly priority: components["schemas"]["TicketPriority"];
            readonly progress: components["schemas"]["Json"];
            readonly qos: components["schemas"]["TicketQos"];
            readonly required_capabilities: readonly string[];
            /** @description The agent that goes before the others; null when nobody does, or does any more. */
            readonly reservation: components["schemas"]["TicketReservation"] | null;
            /** @description Attempts after the first. */
            readonly retry_count: number;
            readonly risk_band: components["schemas"]["RiskBand"];
            /** @description Why it was offered when it was. */
            readonly schedule_reason: string | null;
            /** @example 1.0 */
            readonly schema_version: string;
            /** @enum {string} */
            readonly security_level: "PUBLIC" | "INTERNAL" | "CONFIDENTIAL" | "RESTRICTED";
            readonly sla: components["schemas"]["TicketSla"];
            readonly span_id: string | null;
            /**
             * Format: date-time
             * @description Begin of the last attempt.
             */
            readonly started_at: string | null;
            readonly status: components["schemas"]["TicketStatus"];
            /** @description Stable name of the task in its plan or definition. */
            readonly task_id: string;
            readonly task_name: string;
            /**
             * @description JSON pointer of the task in its definition
             * @example /do/0/restart
             */
            readonly task_path: string | null;
            /** @description W3C trace that opened it. */
            readonly trace_id: string | null;
            readonly type: components["schemas"]["TicketType"];
            readonly version: number;
        };
        /** @enum {string} */
        readonly TicketAction: "read" | "heartbeat" | "complete" | "fail";
        readonly TicketChange: {
            readonly actor: string;
            /** @enum {string} */
            readonly actor_kind: "user" | "api_key" | "system";
            readonly actor_name: string | null;
            readonly agent_id: string | null;
            readonly at: components["schemas"]["Timestamp"];
            readonly attempt: number;
            /**
             * @description What happened, in one word.
             * @example lease_expired
             */
            readonly change: string;
            /** @description The status before. */
            readonly from: string | null;
            /** @description What the actor asked for: an operationId, an event type or an activity. */
            readonly operation: string;
            readonly reason: string | null;
            readonly to: components["schemas"]["TicketStatus"];
        };
        readonly TicketLease: {
            readonly expires_at: components["schemas"]["Timestamp"];
            readonly token: components["schemas"]["LeaseToken"];
        };
        /** @enum {string} */
        readonly TicketPriority: "LOW" | "NORMAL" | "HIGH" | "CRITICAL";
        /** @description What is asked of whoever runs it. AT_MOST_ONCE: a lost attempt is not repeated. EXACTLY_ONCE: the receiver has to honour the idempotency key. */
        readonly TicketQos: {
            /** @enum {string} */
            readonly consistency: "EVENTUAL" | "STRONG";
            /** @enum {string} */
            readonly delivery_mode: "AT_MOST_ONCE" | "AT_LEAST_ONCE" | "EXACTLY_ONCE";
            /** @enum {string} */
            readonly durability: "TRANSIENT" | "PERSISTENT";
        };
        readonly TicketReport: components["schemas"]["AliveReport"] | components["schemas"]["CompletedReport"] | components["schemas"]["FailedReport"];
        readonly TicketReportResult: {
            /** @description The renewed lease; null when there is none any more. */
            readonly lease: components["schemas"]["TicketLease"] | null;
            /** @description Why the report was refused. */
            readonly problem: components["schemas"]["Problem"] | null;
            /** @description What the same report alone would have been answered with: 200, 404 or 409. 409: the lease was lost; stop working on the ticket. */
            readonly status: number;
            readonly ticket_id: components["schemas"]["Uuid"];
            /**
             * @description The status of the ticket now; null where the report was refused.
             * @example COMPLETED
             */
            readonly ticket_status: string | null;
        };
        /** @description Until then no other agent leases the ticket. */
        readonly TicketReservation: {
            readonly agent_id: string;
            readonly expires_at: components["schemas"]["Timestamp"];
        };
        readonly TicketSigningKeys: {
            readonly keys: readonly {
                /** @constant */
                readonly alg: "EdDSA";
                /** @constant */
                readonly crv: "Ed25519";
                readonly kid: string;
                /** @constant */
                readonly kty: "OKP";
                /** @constant */
                readonly use: "sig";
                /** @description The public key, base64url. */
                readonly x: string;
            }[];
        };
        /** @description When it should be done, and how it stands: `met` and `breached` for good once it has ended. */
        readonly TicketSla: {
            /**
             * Format: date-time
             * @description As it was asked for, or by risk and type for tickets that agents lease.
             */
            readonly deadline: string | null;
            /** @description Attempts that follow a first one of an agent that was lost or failed. */
            readonly max_retries: number;
            /** @enum {string} */
            readonly state: "none" | "on_track" | "at_risk" | "breached" | "met";
            /** @description How long one attempt may take. */
            readonly timeout_ms: number | null;
        };
        /**
         * @description PENDING tickets wait for their next attempt; COMPLETED, FAILED and CANCELLED are ends. COMPENSATING and COMPENSATED tickets are done, and their effect is being taken back or has been.
         * @enum {string}
         */
        readonly TicketStatus: "PENDING" | "RUNNING" | "COMPLETED" | "FAILED" | "COMPENSATING" | "COMPENSATED" | "CANCELLED";
        readonly TicketToken: {
            readonly actions: readonly components["schemas"]["TicketAction"][];
            readonly agent_id: components["schemas"]["AgentName"];
            readonly expires_at: components["schemas"]["Timestamp"];
            readonly ticket_id: components["schemas"]["Uuid"];
            readonly token: string;
        };
        /**
         * @description What kind of work it is. EXECUTE does a task and COMPENSATE undoes one, where no narrower word fits.
         * @enum {string}
         */
        readonly TicketType: "BUILD" | "DEPLOY" | "TEST" | "VALIDATE" | "EXECUTE" | "COMPENSATE" | "QUERY" | "TRANSFORM" | "NOTIFY";
        /** @description Every list that is there has to contain the time; one that is empty contains none. */
        readonly TimeInterval: {
            /**
             * @description Negative ones count from the end of the month.
             * @example [
             *       "-3:-1"
             *     ]
             */
            readonly days_of_month?: readonly string[];
            /**
             * @description A zone of the IANA database; UTC when it is left out.
             * @example Europe/Berlin
             */
            readonly location?: string;
            /**
             * @example [
             *       "december"
             *     ]
             */
            readonly months?: readonly string[];
            readonly times?: readonly {
                /**
                 * @description Exclusive; `24:00` ends a day.
                 * @example 17:00
                 */
                readonly end_time: string;
                /** @example 09:00 */
                readonly start_time: string;
            }[];
            /**
             * @example [
             *       "monday:friday"
             *     ]
             */
            readonly weekdays?: readonly string[];
            /**
             * @example [
             *       "2026:2028"
             *     ]
             */
            readonly years?: readonly string[];
        };
        /**
         * Format: date-time
         * @description RFC 3339, UTC, milliseconds.
         */
        readonly Timestamp: string;
        readonly UpdateTicketStatus: {
            /** @description What the effect answered, with COMPLETED; final. */
            readonly output?: components["schemas"]["Json"];
            /** @description Why; kept in the history. */
            readonly reason: string;
            /**
             * @description COMPENSATING and COMPENSATED follow from the ticket that takes the effect back.
             * @enum {string}
             */
            readonly status: "PENDING" | "RUNNING" | "COMPLETED" | "FAILED" | "CANCELLED";
        };
        /**
         * Format: uuid
         * @description A UUID, in lower case.
         */
        readonly Uuid: string;
        /** @description How to find out whether the workflow helped. */
        readonly Verification: components["schemas"]["AlertResolvedVerification"] | components["schemas"]["HttpProbeVerification"];
        readonly VerifyContactMethod: {
            readonly code: string;
        };
        readonly WebhookAttempt: {
            readonly attempted_at: components["schemas"]["Timestamp"];
            /** @description Why it was not delivered. */
            readonly error: string | null;
            readonly latency_ms: number;
            /** @description From 1; from 1 again after a replay. */
            readonly number: number;
            /**
             * @description `gone`: the receiver answered 410, or the address is not allowed; not tried again.
             * @enum {string}
             */
            readonly outcome: "delivered" | "failed" | "gone";
            /** @description The beginning of the answer's body, at most 1,000 characters. */
            readonly response: string | null;
            /** @description Of the answer; null when there was none. */
            readonly status_code: number | null;
        };
        /** @description `open` after five failures in a row: nothing is sent until `retry_at`, and then one delivery, which decides. */
        readonly WebhookCircuit: {
            readonly consecutive_failures: number;
            /** Format: date-time */
            readonly opened_at: string | null;
            /** Format: date-time */
            readonly retry_at: string | null;
            /** @enum {string} */
            readonly state: "closed" | "open" | "half_open";
        };
        /** @description One event on its way to one endpoint. */
        readonly WebhookDelivery: {
            readonly attempts: number;
            readonly body: components["schemas"]["JsonObject"];
            readonly created_at: components["schemas"]["Timestamp"];
            readonly endpoint_id: components["schemas"]["Uuid"];
            readonly error: string | null;
            readonly event_id: components["schemas"]["Uuid"];
            readonly event_type: components["schemas"]["WebhookEventType"];
            /** Format: date-time */
            readonly finished_at: string | null;
            readonly id: components["schemas"]["Uuid"];
            /** @description Of the last attempt. */
            readonly latency_ms: number | null;
            /** Format: date-time */
            readonly next_attempt_at: string | null;
            readonly status: components["schemas"]["WebhookDeliveryStatus"];
            /** @description Of the last answer. */
            readonly status_code: number | null;
        };
        /** @enum {string} */
        readonly WebhookDeliveryStatus: "pending" | "delivered" | "dead";
        readonly WebhookEndpoint: {
            readonly circuit: components["schemas"]["WebhookCircuit"];
            readonly created_at: components["schemas"]["Timestamp"];
            readonly description: string;
            /** @description The receiver turns it off by answering 410 Gone. */
            readonly enabled: boolean;
            readonly event_types: readonly components["schemas"]["WebhookEventType"][];
            readonly id: components["schemas"]["Uuid"];
            /**
             * Format: date-time
             * @description Until when deliveries are signed with the secret before as well; null when there is none.
             */
            readonly previous_secret_until: string | null;
            readonly updated_at: components["schemas"]["Timestamp"];
            readonly url: string;
            readonly version: number;
        };
        /** @enum {string} */
        readonly WebhookEventType: "tickets.ticket.opened" | "tickets.ticket.leased" | "tickets.ticket.lease_expired" | "tickets.ticket.completed" | "tickets.ticket.failed" | "tickets.ticket.cancelled" | "tickets.ticket.sla_at_risk" | "tickets.ticket.sla_breached";
        /** @description What came of an attempt. */
        readonly WebhookResult: {
            /** @description Why it was not delivered. */
            readonly error: string | null;
            readonly latency_ms: number;
            /**
             * @description `gone`: the receiver answered 410, or the address is not allowed; not tried again.
             * @enum {string}
             */
            readonly outcome: "delivered" | "failed" | "gone";
            /** @description The beginning of the answer's body, at most 1,000 characters. */
            readonly response: string | null;
            /** @description Of the answer; null when there was none. */
            readonly status_code: number | null;
        };
        /** @description A time interval in Alertmanager's words. Every list that is given has to have a member that contains the time. */
        readonly WindowInterval: {
            /**
             * @description Negative ones count from the end of the month.
             * @example [
             *       "1:7"
             *     ]
             */
            readonly days_of_month?: readonly string[];
            /**
             * @description A zone of the IANA database; UTC when left out.
             * @example Europe/Berlin
             */
            readonly location?: string;
            readonly months?: readonly string[];
            readonly times?: readonly {
                /**
                 * @description Not part of it.
                 * @example 24:00
                 */
                readonly end_time: string;
                /** @example 22:00 */
                readonly start_time: string;
            }[];
            /**
             * @example [
             *       "monday:friday"
             *     ]
             */
            readonly weekdays?: readonly string[];
            readonly years?: readonly string[];
        };
        /** @description A workflow with its current definition, which is empty before the first version is published. */
        readonly Workflow: {
            /**
             * Format: date-time
             * @description Archived workflows stay readable and run no more.
             */
            readonly archived_at: string | null;
            readonly created_at: components["schemas"]["Timestamp"];
            readonly created_by: string;
            readonly definition: components["schemas"]["JsonObject"];
            readonly description: string;
            /** @description Workflows that are not enabled start no executions. */
            readonly enabled: boolean;
            readonly id: components["schemas"]["Uuid"];
            readonly name: string;
            readonly updated_at: components["schemas"]["Timestamp"];
            readonly updated_by: string;
            /** @description Number of the current version, 0 before the first is published; also the ETag. */
            readonly version: number;
        };
        /** @description A new workflow. Exactly one of `definition` and `definition_yaml` is given. */
        readonly WorkflowCreation: {
            /** @description A document of the Open Workflow DSL 1.0. */
            readonly definition?: components["schemas"]["JsonObject"];
            /** @description The same document in YAML 1.2. */
            readonly definition_yaml?: string;
            /** @default  */
            readonly description?: string;
            /**
             * @description Whether it may start executions.
             * @default true
             */
            readonly enabled?: boolean;
            /** @example restart-service */
            readonly name: string;
            /**
             * @description `draft` publishes nothing yet: the definition may still have faults.
             * @default published
             * @enum {string}
             */
            readonly state?: "published" | "draft";
        };
        /** @description What a workflow should be. Exactly one of `definition` and `definition_yaml` is given. */
        readonly WorkflowDraft: {
            /** @description A document of the Open Workflow DSL 1.0. */
            readonly definition?: components["schemas"]["JsonObject"];
            /** @description The same document in YAML 1.2. */
            readonly definition_yaml?: string;
            /** @default  */
            readonly description?: string;
            /** @example restart-service */
            readonly name: string;
        };
        readonly WorkflowImport: {
            readonly results: readonly {
                /** @description What keeps it from being published. */
                readonly faults: readonly {
                    /** @description JSON pointer. */
                    readonly field: string;
                    readonly reason: string;
                }[];
                readonly name: string | null;
                /**
                 * @description `updated`: it waits as the draft of the workflow of its name.
                 * @enum {string}
                 */
                readonly status: "created" | "updated" | "unchanged" | "refused";
                /** Format: uuid */
                readonly workflow_id: string | null;
            }[];
        };
        /** @description What becomes the next version when it is published. */
        readonly WorkflowSavedDraft: {
            /** @description The version that was current when it was saved. */
            readonly based_on_version: number;
            readonly definition: components["schemas"]["JsonObject"];
            readonly description: string;
            /** @description What keeps it from being published. */
            readonly faults: readonly {
                /** @description JSON pointer. */
                readonly field: string;
                readonly reason: string;
            }[];
            readonly name: string;
            /** @description Counts the saves; also the ETag. */
            readonly revision: number;
            readonly updated_at: components["schemas"]["Timestamp"];
            readonly updated_by: string;
            readonly workflow_id: components["schemas"]["Uuid"];
        };
        readonly WorkflowSchedule: {
            readonly after_seconds: number | null;
            /**
             * Format: date-time
             * @description A fire that waits for the end of the last execution.
             */
            readonly buffered_fire_time: string | null;
            readonly catch_up_seconds: number | null;
            readonly counts: components["schemas"]["ScheduleCounts"];
            readonly cron: string | null;
            readonly every_seconds: number | null;
            readonly jitter_seconds: number | null;
            /** @enum {string} */
            readonly kind: "every" | "cron" | "after" | "on";
            /** Format: uuid */
            readonly last_execution_id: string | null;
            /**
             * Format: date-time
             * @description Null for events, while it is paused and, for `after`, while an execution runs.
             */
            readonly next_fire_time: string | null;
            /** @description As far as they are known; none while it is paused. */
            readonly next_fires: readonly {
                readonly fire_time: components["schemas"]["Timestamp"];
                readonly starts_at: components["schemas"]["Timestamp"];
            }[];
            /**
             * Format: date-time
             * @description The same with its jitter.
             */
            readonly next_starts_at: string | null;
            /** @description Why it is paused. */
            readonly note: string | null;
            /** @enum {string|null} */
            readonly overlap: "skip" | "buffer-one" | "allow" | "cancel-other" | null;
            /** Format: date-time */
            readonly paused_at: string | null;
            readonly paused_by: string | null;
            /** @description In which `cron` is read. */
            readonly time_zone: string | null;
            /** @description Events in sets that are not complete. */
            readonly waiting_events: number;
            readonly workflow_id: components["schemas"]["Uuid"];
            readonly workflow_version: number;
        };
        readonly WorkflowSummary: {
            /**
             * Format: date-time
             * @description Archived workflows stay readable and run no more.
             */
            readonly archived_at: string | null;
            readonly created_at: components["schemas"]["Timestamp"];
            readonly created_by: string;
            readonly description: string;
            /** @description Workflows that are not enabled start no executions. */
            readonly enabled: boolean;
            readonly id: components["schemas"]["Uuid"];
            readonly name: string;
            readonly updated_at: components["schemas"]["Timestamp"];
            readonly updated_by: string;
            /** @description Number of the current version, 0 before the first is published; also the ETag. */
            readonly version: number;
        };
        /** @description A workflow as one of its versions described it; never changes. */
        readonly WorkflowVersion: {
            readonly created_at: components["schemas"]["Timestamp"];
            readonly created_by: string;
            readonly definition: components["schemas"]["JsonObject"];
            readonly description: string;
            readonly name: string;
            readonly version: number;
            readonly workflow_id: components["schemas"]["Uuid"];
        };
        readonly WorkflowVersionSummary: {
            readonly created_at: components["schemas"]["Timestamp"];
            readonly created_by: string;
            readonly description: string;
            readonly name: string;
            readonly version: number;
            readonly workflow_id: components["schemas"]["Uuid"];
        };
        /**
         * @description How the sender proves who it is. `bearer`: `Authorization: Bearer <secret>`; `header`: the secret in the header `header`; `basic`: `username` and the secret (RFC 7617); `hmac`: HMAC-SHA256 over
         *     `<timestamp>.<body>` or, where the sender knows no better, the body alone, in hexadecimal in `header`, or the headers of Standard Webhooks; `api_key`: an API key with `alerts:write`; `sns`: the signature of Amazon
         *     SNS on a message of one of `topic_arns`; `routing_key`: the secret in the body, as PagerDuty has it; `address`: the secret is the local part of an e-mail address. Which of them a kind takes is told when another is tried.
         */
        readonly WriteAuthentication: {
            /**
             * @description What the signature is over; `timestamp.body` by default.
             * @enum {string}
             */
            readonly covers?: "body" | "timestamp.body";
            /** @description Of `header` (by default `X-Integration-Secret`) and `hmac` (by default `X-Webhook-Signature`). */
            readonly header?: string;
            /** @enum {string} */
            readonly kind: "bearer" | "header" | "basic" | "hmac" | "api_key" | "sns" | "routing_key" | "address";
            /** @description One that the sender gives out; left out, one is made. */
            readonly secret?: string;
            /** @description Unix seconds, at most five minutes off; `X-Webhook-Timestamp` by default. */
            readonly timestamp_header?: string;
            /** @description Of `sns`: the topics that may send. */
            readonly topic_arns?: readonly string[];
            /** @description Of `basic`; `orchestrix` by default. */
            readonly username?: string;
        };
        readonly WriteEgressSettings: {
            readonly public_https: boolean;
            readonly rules: readonly components["schemas"]["EgressRule"][];
        };
        /** @description The tenant's own limits; null, or absent, is none. */
        readonly WriteExecutionQuota: {
            /** @description Executions that run at once. */
            readonly concurrent?: number | null;
            /** @description Executions that people and machines may request within a minute. */
            readonly per_minute?: number | null;
        };
        readonly WriteFlappingPolicy: {
            readonly enabled: boolean;
            /** @description Alerts flap from this score on. */
            readonly start_score: number;
            /** @description They have calmed down at this score; less than `start_score`. */
            readonly stop_score: number;
            readonly window_seconds: number;
        };
        readonly WriteHeartbeat: {
            /** @description True when left out. */
            readonly enabled?: boolean;
            /** @description How much later it may come; 0 when left out. */
            readonly grace_seconds?: number;
            /** @description How often it is to be heard of. */
            readonly interval_seconds: number;
            /** @description Labels of the alert, beside `alertname=HeartbeatMissed` and `heartbeat`. */
            readonly labels?: components["schemas"]["Labels"];
            readonly name: string;
            /** @description `critical` when left out. */
            readonly severity?: components["schemas"]["MappedSeverity"];
        };
        readonly WriteIntegration: {
            /** @description The usual one of the kind when left out. */
            readonly authentication?: components["schemas"]["WriteAuthentication"];
            /** @description For senders that tell no end: an alert is over when nothing was heard of it for so long. */
            readonly auto_resolve_seconds?: number;
            /** @description When the sender says nothing that we know. */
            readonly default_severity?: components["schemas"]["MappedSeverity"];
            /** @description True when left out. */
            readonly enabled?: boolean;
            /** @description Labels that tell its alerts apart in place of those that the mapping names. */
            readonly fingerprint_labels?: readonly string[];
            readonly kind: components["schemas"]["IntegrationKind"];
            /** @description Labels of every alert of this sender; its own win. */
            readonly labels?: components["schemas"]["Labels"];
            /** @description Required for the kind `generic`; one of the kind `email` may replace ours, on `from`, `subject`, `text`, `date` and `message_id`; no other has one. */
            readonly mapping?: components["schemas"]["IntegrationMapping"];
            readonly name: string;
        };
        readonly WriteMaintenanceWindow: {
            readonly comment?: string;
            /**
             * @description `silence`: each occurrence is a silence, which is a scheduled silence. Default `maintenance`.
             * @enum {string}
             */
            readonly effect?: "maintenance" | "silence";
            /** @description Default true. */
            readonly enabled?: boolean;
            /**
             * Format: date-time
             * @description When it ends, or until when it recurs; `null`, without end, for one that recurs only.
             */
            readonly ends_at?: string | null;
            /** @description Remediation that starts by itself waits for the end. Default true, for maintenance only. */
            readonly hold_remediation?: boolean;
            /** @description It recurs: it is on while one of them contains the time. Empty: once, from start to end. */
            readonly intervals?: readonly components["schemas"]["WindowInterval"][];
            readonly matchers: components["schemas"]["SilenceMatchers"];
            readonly name: string;
            /**
             * Format: date-time
             * @description When it begins, or from when on it recurs; now when left out.
             */
            readonly starts_at?: string;
        };
        readonly WriteNotificationRules: {
            /** @description In the order of their delays. */
            readonly steps: readonly components["schemas"]["NotificationStep"][];
        };
        readonly WriteReceiver: {
            readonly description?: string;
            readonly integrations: readonly components["schemas"]["WriteReceiverIntegration"][];
            readonly name: string;
        };
        readonly WriteReceiverIntegration: {
            readonly id?: components["schemas"]["Uuid"];
            /** @description One of `GET /api/v1/notification-channels`. */
            readonly kind: string;
            /** @description Messages a minute; what is over is told in one message that says what was held back. No limit when absent. */
            readonly rate_per_minute?: number | null;
            /** @description Values by name; `from_secret` names one of the tenant's secrets, null removes one, those that are not named stay. */
            readonly secrets?: {
                readonly [key: string]: string | {
                    readonly from_secret: string;
                } | null;
            };
            /** @description Whether the ends of alerts are told; the default is the channel's. */
            readonly send_resolved?: boolean;
            readonly settings: components["schemas"]["JsonObject"];
        };
        /** @description All terms of a policy. What is left out gets its default, also in an update. */
        readonly WriteRemediationPolicy: {
            /** @description Whether the workflow is undone when it did not help. Default false. */
            readonly compensate_on_ineffective?: boolean;
            /** @description Default empty. */
            readonly description?: string;
            /** @description Default true. */
            readonly enabled?: boolean;
            /** @description Where people are told when a remediation failed or did not help. */
            readonly escalation?: null | {
                /** @description Key of the signatures (Standard Webhooks). An update without it keeps the present one; `null` removes it. Never shown again. */
                readonly secret?: string | null;
                readonly webhook_url: string;
            };
            readonly guardrails?: components["schemas"]["Guardrails"];
            /** @description Handed to the workflow together with `alert` and `remediation`, which are filled in. Default empty. */
            readonly input?: components["schemas"]["JsonObject"];
            /** @description All must hold for the labels of an alert. */
            readonly matchers: readonly components["schemas"]["Matcher"][];
            readonly mode?: components["schemas"]["RemediationMode"];
            /** @description Unique in the tenant. */
            readonly name: string;
            /** @description Lower goes first when several policies match. Default 100. */
            readonly priority?: number;
            /** @description Labels whose values name the target. Default `instance`. */
            readonly target_labels?: readonly string[];
            readonly verification?: components["schemas"]["Verification"];
            readonly workflow_id: components["schemas"]["Uuid"];
            /** @description `null`, the default, means the newest at the time of the start. */
            readonly workflow_version?: number | null;
        };
        readonly WriteRemediationSettings: {
            readonly kill_switch: boolean;
            /** @description Why it was thrown. */
            readonly reason?: string | null;
        };
        /**
         * @description What Alertmanager's configuration says of routes, time intervals and inhibition, with its words and its meaning. What is left out takes Alertmanager's default.
         *
         *     A **route** has `receiver`, `group_by` (names of labels; `["..."]` is all), `group_wait_seconds`, `group_interval_seconds`, `repeat_interval_seconds`, `matchers` (texts such as `severity=~"critical|high"`),
         *     `mute_time_intervals`, `active_time_intervals`, `continue`, `labels` and `routes`; what it leaves out it inherits, but for matchers, time intervals and `continue`. The first child that matches takes the alert, later ones
         *     too while it says `continue`. The root names a receiver, matches everything and has no time intervals. At most 2,000 routes, 30 deep.
         */
        readonly WriteRouting: {
            /** @default [] */
            readonly inhibit_rules?: readonly components["schemas"]["InhibitRule"][];
            /** @description Why, for those who read the list of versions. */
            readonly note?: string;
            /**
             * @description How long an alert without an end lasts that nobody repeats.
             * @default 300
             */
            readonly resolve_timeout_seconds?: number;
            readonly route: components["schemas"]["JsonObject"];
            /** @default [] */
            readonly time_intervals?: readonly components["schemas"]["NamedTimeIntervals"][];
        };
        readonly WriteSecret: {
            readonly value: components["schemas"]["Json"];
        };
        readonly WriteSilence: {
            readonly annotations?: {
                readonly [key: string]: string;
            };
            /** @description Default empty. */
            readonly comment?: string;
            readonly duration_seconds?: number;
            /**
             * Format: date-time
             * @description When it ends. Exactly one of `ends_at`, `duration_seconds` and `until_working_hours` is needed.
             */
            readonly ends_at?: string;
            readonly matchers: components["schemas"]["SilenceMatchers"];
            /**
             * Format: date-time
             * @description When it begins; now when left out or over.
             */
            readonly starts_at?: string;
            /** @description It ends when working hours begin next; within them, when they begin again. They are given, or named: a time interval of the routing configuration. */
            readonly until_working_hours?: {
                readonly interval?: string;
                readonly intervals?: readonly components["schemas"]["WindowInterval"][];
            };
            /** @description So many seconds before its end `alerting.silence.ending` is told, unless it is shorter than that; 0: never. Default 900. */
            readonly warn_seconds?: number;
        };
        readonly WriteWebhookEndpoint: {
            readonly description?: string;
            /** @description Default true. */
            readonly enabled?: boolean;
            readonly event_types: readonly components["schemas"]["WebhookEventType"][];
            /** @description An address that the egress settings of the tenant allow. */
            readonly url: string;
        };
    };
    responses: {
        /** @description What went wrong, as Alertmanager's API tells it. */
        readonly AlertmanagerError: {
            headers: {
                readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["AlertmanagerError"];
            };
        };
        /** @description The state of the thing does not allow this, or a request with the same `Idempotency-Key` is still running; then `Retry-After` is set. */
        readonly Conflict: {
            headers: {
                readonly "Retry-After": components["headers"]["RetryAfter"];
                readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The caller may not do this. */
        readonly Forbidden: {
            headers: {
                readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The URL, or another field of the header, is too long; where an operation takes a form, send it as one. */
        readonly HeadersTooLarge: {
            headers: {
                readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description A defect of ours; look for the correlation id in the log. */
        readonly InternalError: {
            headers: {
                readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The request does not have the shape of this document. */
        readonly Malformed: {
            headers: {
                readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The path does not know this method. */
        readonly MethodNotAllowed: {
            headers: {
                readonly Allow: components["headers"]["Allow"];
                readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description None of the media types in `Accept` can be produced. */
        readonly NotAcceptable: {
            headers: {
                readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description No such thing in this tenant. */
        readonly NotFound: {
            headers: {
                readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body, inflated, is larger than this operation takes. */
        readonly PayloadTooLarge: {
            headers: {
                readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The thing changed since it was read. */
        readonly PreconditionFailed: {
            headers: {
                readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `If-Match` is required. */
        readonly PreconditionRequired: {
            headers: {
                readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description What went wrong, as Prometheus's API tells it. */
        readonly PrometheusError: {
            headers: {
                readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["PrometheusError"];
            };
        };
        /** @description What went wrong, in the encoding of the request. */
        readonly RpcStatusError: {
            headers: {
                readonly "Retry-After": components["headers"]["RetryAfter"];
                readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["RpcStatus"];
                readonly "application/x-protobuf": string;
            };
        };
        /** @description What went wrong, as a line of text. */
        readonly TextError: {
            headers: {
                readonly "Retry-After": components["headers"]["RetryAfter"];
                readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "text/plain": string;
            };
        };
        /** @description A quota is used up. */
        readonly TooManyRequests: {
            headers: {
                readonly RateLimit: components["headers"]["RateLimit"];
                readonly "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                readonly "Retry-After": components["headers"]["RetryAfter"];
                readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description No valid credential. */
        readonly Unauthenticated: {
            headers: {
                readonly "WWW-Authenticate": components["headers"]["WwwAuthenticate"];
                readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The server is full, is stopping, or something it needs does not answer. */
        readonly Unavailable: {
            headers: {
                readonly "Retry-After": components["headers"]["RetryAfter"];
                readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The shape is right, the meaning is not; or an `Idempotency-Key` was used for another body. */
        readonly Unprocessable: {
            headers: {
                readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The media type or the encoding of the body is not known here. */
        readonly UnsupportedMediaType: {
            headers: {
                readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        /** @description `next_cursor` of the previous page; valid for the same operation and filters only. */
        readonly Cursor: string;
        /** @description Makes repeats of this request harmless for 24 hours. One key belongs to one operation and one body. */
        readonly IdempotencyKey: string;
        /**
         * @description The `ETag` that was read before, or `*`. Missing answers 428, another version 412.
         * @example "3"
         */
        readonly IfMatch: string;
        /** @description Most items to answer. */
        readonly Limit: number;
        /** @description The tenant to act for, when the caller belongs to several. */
        readonly XTenantId: components["schemas"]["Uuid"];
    };
    requestBodies: never;
    headers: {
        /** @description Methods this path knows. */
        readonly Allow: string;
        /** @description W3C trace id of the request; goes with everything it causes. */
        readonly CorrelationId: string;
        /** @description Version of the thing, for `If-Match`. */
        readonly ETag: string;
        /** @description Where the thing that was made is found. */
        readonly Location: string;
        /** @description What is left of the tightest quota. */
        readonly RateLimit: string;
        /** @description Quotas that apply (draft-ietf-httpapi-ratelimit-headers). */
        readonly RateLimitPolicy: string;
        /** @description Seconds after which a repeat may succeed. */
        readonly RetryAfter: number;
        /** @description How to authenticate (RFC 6750). */
        readonly WwwAuthenticate: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    readonly viewAckLink: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description From a message. */
                readonly ackToken: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The page; it says what became of the link: good, used, expired or unknown */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/html": string;
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly acknowledgeByLink: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description From a message. */
                readonly ackToken: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The page; it says what became of the link: good, used, expired or unknown */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/html": string;
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listAgents: {
        readonly parameters: {
            readonly query?: {
                readonly capability?: components["schemas"]["AgentCapability"];
                /** @description `next_cursor` of the previous page; valid for the same operation and filters only. */
                readonly cursor?: components["parameters"]["Cursor"];
                /** @description `name=value`; repeat it for several, of which an agent carries all. */
                readonly label?: readonly string[];
                /** @description Most items to answer. */
                readonly limit?: components["parameters"]["Limit"];
                readonly status?: readonly components["schemas"]["AgentStatus"][];
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Agent"][];
                        readonly next_cursor: components["schemas"]["NextCursor"];
                        /** @description Watch from here (`after_revision`, taken from the first page) to miss nothing. */
                        readonly revision: number;
                    };
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly registerAgent: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes repeats of this request harmless for 24 hours. One key belongs to one operation and one body. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "agent_id": "builder-0",
                 *       "name": "Builder in Frankfurt",
                 *       "version": "1.4.0",
                 *       "capabilities": [
                 *         "docker",
                 *         "run.shell"
                 *       ],
                 *       "labels": {
                 *         "zone": "eu-1"
                 *       },
                 *       "slots": 4
                 *     }
                 */
                readonly "application/json": components["schemas"]["RegisterAgent"];
            };
        };
        readonly responses: {
            /** @description The agent with its generation */
            readonly 201: {
                headers: {
                    readonly Location: components["headers"]["Location"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RegisteredAgent"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly getAgent: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly agentId: components["schemas"]["AgentId"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The agent */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Agent"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly deregisterAgent: {
        readonly parameters: {
            readonly query?: {
                /** @description Of the process that leaves; then only its own registration is removed (409 otherwise). */
                readonly generation?: number;
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly agentId: components["schemas"]["AgentId"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The agent has left */
            readonly 204: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly drainAgent: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes repeats of this request harmless for 24 hours. One key belongs to one operation and one body. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly agentId: components["schemas"]["AgentId"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The agent */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Agent"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly heartbeatAgent: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly agentId: components["schemas"]["AgentId"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "generation": 1,
                 *       "telemetry": {
                 *         "cpu": 0.4,
                 *         "memory": 0.6,
                 *         "in_flight": 2
                 *       }
                 *     }
                 */
                readonly "application/json": components["schemas"]["AgentHeartbeat"];
            };
        };
        readonly responses: {
            /** @description When to come again, and what to do */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AgentHeartbeatAnswer"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly discoverAgents: {
        readonly parameters: {
            readonly query: {
                /** @description Repeat it for several; an agent has all of them. */
                readonly capability: readonly components["schemas"]["AgentCapability"][];
                /** @description `name=value`; repeat it for several, of which an agent carries all. */
                readonly label?: readonly string[];
                readonly limit?: number;
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Healthy agents with a free slot; empty when there is none. */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["ScoredAgent"][];
                    };
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly watchAgents: {
        readonly parameters: {
            readonly query?: {
                /** @description The last revision that was seen. */
                readonly after_revision?: number;
            };
            readonly header?: {
                /** @description The same for browsers that come back; it goes before `after_revision`. */
                readonly "Last-Event-ID"?: number;
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Events without end */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/event-stream": components["schemas"]["AgentChange"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listAlertGroups: {
        readonly parameters: {
            readonly query?: {
                /** @description `next_cursor` of the previous page; valid for the same operation and filters only. */
                readonly cursor?: components["parameters"]["Cursor"];
                /** @description Most items to answer. */
                readonly limit?: components["parameters"]["Limit"];
                /** @description Of this receiver. */
                readonly receiver?: string;
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["AlertGroup"][];
                        readonly next_cursor: components["schemas"]["NextCursor"];
                    };
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly getAlertGroup: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly alertGroupId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The group */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AlertGroup"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listAlertGroupNotifications: {
        readonly parameters: {
            readonly query?: {
                /** @description `next_cursor` of the previous page; valid for the same operation and filters only. */
                readonly cursor?: components["parameters"]["Cursor"];
                /** @description Most items to answer. */
                readonly limit?: components["parameters"]["Limit"];
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly alertGroupId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["GroupNotification"][];
                        readonly next_cursor: components["schemas"]["NextCursor"];
                    };
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listAlertRules: {
        readonly parameters: {
            readonly query?: {
                /** @description `next_cursor` of the previous page; valid for the same operation and filters only. */
                readonly cursor?: components["parameters"]["Cursor"];
                /** @description Only rules of this kind. */
                readonly kind?: components["schemas"]["AlertRuleKind"];
                /** @description Most items to answer. */
                readonly limit?: components["parameters"]["Limit"];
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["AlertRule"][];
                        readonly next_cursor: components["schemas"]["NextCursor"];
                    };
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly createAlertRule: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes repeats of this request harmless for 24 hours. One key belongs to one operation and one body. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "name": "Disks that stay full",
                 *       "matchers": [
                 *         {
                 *           "name": "alertname",
                 *           "op": "=",
                 *           "value": "DiskFull"
                 *         }
                 *       ],
                 *       "for_seconds": 300,
                 *       "severity": "critical"
                 *     }
                 */
                readonly "application/json": components["schemas"]["AlertRuleSettings"];
            };
        };
        readonly responses: {
            /** @description The rule */
            readonly 201: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly Location: components["headers"]["Location"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AlertRule"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly getAlertRule: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly ruleId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The rule */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AlertRule"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly updateAlertRule: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /**
                 * @description The `ETag` that was read before, or `*`. Missing answers 428, another version 412.
                 * @example "3"
                 */
                readonly "If-Match": components["parameters"]["IfMatch"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly ruleId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "name": "Disks that stay full for long",
                 *       "matchers": [
                 *         {
                 *           "name": "alertname",
                 *           "op": "=",
                 *           "value": "DiskFull"
                 *         }
                 *       ],
                 *       "for_seconds": 300,
                 *       "severity": "critical"
                 *     }
                 */
                readonly "application/json": components["schemas"]["AlertRuleSettings"];
            };
        };
        readonly responses: {
            /** @description The rule */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AlertRule"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 412: components["responses"]["PreconditionFailed"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 428: components["responses"]["PreconditionRequired"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly deleteAlertRule: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /**
                 * @description The `ETag` that was read before, or `*`. Missing answers 428, another version 412.
                 * @example "3"
                 */
                readonly "If-Match": components["parameters"]["IfMatch"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly ruleId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description It is gone */
            readonly 204: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 412: components["responses"]["PreconditionFailed"];
            readonly 428: components["responses"]["PreconditionRequired"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly getRuleNoise: {
        readonly parameters: {
            readonly query?: {
                /** @description Alerts that fired at or after this time; seven days before `until` when left out. */
                readonly since?: components["schemas"]["Timestamp"];
                /** @description … and before this time; now when left out. At most 92 days. */
                readonly until?: components["schemas"]["Timestamp"];
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly ruleId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Its figures */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly acknowledged: number;
                        readonly auto_resolved: number;
                        readonly escalated: number;
                        readonly fired: number;
                        readonly flapped: number;
                        readonly ignored: number;
                        readonly is_cut: boolean;
                        readonly label_sets: number;
                        readonly name: string;
                        readonly notified: number;
                        readonly proposal: components["schemas"]["NoiseProposal"];
                        /** Format: uuid */
                        readonly rule_id: string | null;
                        readonly since: components["schemas"]["Timestamp"];
                        readonly until: components["schemas"]["Timestamp"];
                    };
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly backtestAlertRule: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "rule": {
                 *         "name": "InstanceDown",
                 *         "expr": "up == 0",
                 *         "for_seconds": 300
                 *       },
                 *       "start": "2026-03-01T00:00:00Z",
                 *       "end": "2026-03-01T06:00:00Z",
                 *       "interval_seconds": 60
                 *     }
                 */
                readonly "application/json": components["schemas"]["BacktestRequest"];
            };
        };
        readonly responses: {
            /** @description What would have happened */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["BacktestReport"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly testAlertRules: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "rule_files": {
                 *         "node.yml": "groups: [{ name: node, rules: [{ alert: InstanceDown, expr: up == 0, for: 5m }] }]\n"
                 *       },
                 *       "tests": "rule_files: [node.yml]\ntests:\n  - interval: 1m\n    input_series: [{ series: 'up{instance=\"a\"}', values: '0x10' }]\n    alert_rule_test:\n      - { eval_time: 6m, alertname: InstanceDown, exp_alerts: [{ exp_labels: { instance: a } }] }\n"
                 *     }
                 */
                readonly "application/json": components["schemas"]["RuleTests"];
            };
        };
        readonly responses: {
            /** @description What became of each test */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RuleTestReport"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listAlerts: {
        readonly parameters: {
            readonly query?: {
                /** @description `next_cursor` of the previous page; valid for the same operation and filters only. */
                readonly cursor?: components["parameters"]["Cursor"];
                /** @description All episodes of one label set. */
                readonly fingerprint?: components["schemas"]["Fingerprint"];
                /** @description Most items to answer. */
                readonly limit?: components["parameters"]["Limit"];
                /** @description The label `alertname`. */
                readonly name?: string;
                /** @description Opened by this alert rule. */
                readonly rule_id?: components["schemas"]["Uuid"];
                readonly severity?: components["schemas"]["Severity"];
                /** @description Created at or after this time. */
                readonly since?: components["schemas"]["Timestamp"];
                /** @description In one of these states. */
                readonly status?: readonly components["schemas"]["AlertStatus"][];
                /** @description Created before this time. */
                readonly until?: components["schemas"]["Timestamp"];
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Alert"][];
                        readonly next_cursor: components["schemas"]["NextCursor"];
                    };
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly createAlert: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes repeats of this request harmless for 24 hours. One key belongs to one operation and one body. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "labels": {
                 *         "alertname": "DiskFull",
                 *         "instance": "db-1",
                 *         "severity": "critical"
                 *       },
                 *       "annotations": {
                 *         "summary": "93 % used"
                 *       }
                 *     }
                 */
                readonly "application/json": components["schemas"]["NewAlert"];
            };
        };
        readonly responses: {
            /** @description The alert, pending or firing */
            readonly 201: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly Location: components["headers"]["Location"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Alert"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly getAlert: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly alertId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The alert */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Alert"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly acknowledgeAlert: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes repeats of this request harmless for 24 hours. One key belongs to one operation and one body. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly alertId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The alert */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Alert"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly explainAlert: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly alertId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The explanation */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AlertExplanation"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly resolveAlert: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes repeats of this request harmless for 24 hours. One key belongs to one operation and one body. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly alertId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The alert */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Alert"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly silenceAlert: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes repeats of this request harmless for 24 hours. One key belongs to one operation and one body. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly alertId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "duration_seconds": 3600,
                 *       "comment": "known, the disk is ordered"
                 *     }
                 */
                readonly "application/json": components["schemas"]["SilenceTerms"];
            };
        };
        readonly responses: {
            /** @description The silence */
            readonly 201: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly Location: components["headers"]["Location"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Silence"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listApiKeys: {
        readonly parameters: {
            readonly query?: {
                /** @description `next_cursor` of the previous page; valid for the same operation and filters only. */
                readonly cursor?: components["parameters"]["Cursor"];
                /** @description Most items to answer. */
                readonly limit?: components["parameters"]["Limit"];
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["ApiKey"][];
                        readonly next_cursor: components["schemas"]["NextCursor"];
                    };
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly createApiKey: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "name": "Agents in Frankfurt",
                 *       "scopes": [
                 *         "tickets:work",
                 *         "agents:write"
                 *       ]
                 *     }
                 */
                readonly "application/json": components["schemas"]["NewApiKey"];
            };
        };
        readonly responses: {
            /** @description The key and its secret */
            readonly 201: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly Location: components["headers"]["Location"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["IssuedApiKey"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly getApiKey: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly apiKeyId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The key */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ApiKey"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly revokeApiKey: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes repeats of this request harmless for 24 hours. One key belongs to one operation and one body. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly apiKeyId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The revoked key */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ApiKey"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listApprovals: {
        readonly parameters: {
            readonly query?: {
                /** @description `next_cursor` of the previous page; valid for the same operation and filters only. */
                readonly cursor?: components["parameters"]["Cursor"];
                readonly execution_id?: components["schemas"]["Uuid"];
                /** @description Most items to answer. */
                readonly limit?: components["parameters"]["Limit"];
                readonly status?: components["schemas"]["ApprovalStatus"];
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Approval"][];
                        readonly next_cursor: components["schemas"]["NextCursor"];
                    };
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly getApproval: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly approvalId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The approval */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly approveApproval: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes repeats of this request harmless for 24 hours. One key belongs to one operation and one body. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly approvalId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "comment": "Checked with the owner of the service"
                 *     }
                 */
                readonly "application/json": components["schemas"]["ApprovalComment"];
            };
        };
        readonly responses: {
            /** @description The approval as it is now */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly rejectApproval: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes repeats of this request harmless for 24 hours. One key belongs to one operation and one body. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly approvalId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "comment": "Not before the release"
                 *     }
                 */
                readonly "application/json": components["schemas"]["ApprovalComment"];
            };
        };
        readonly responses: {
            /** @description The approval as it is now */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listAuditLogs: {
        readonly parameters: {
            readonly query?: {
                /** @description What: `<context>.<entity>.<past participle>`. */
                readonly action?: string;
                /** @description Who: the `sub` of a person, `api-key:<id>` or `system:<name>`. */
                readonly actor?: string;
                /** @description Everything that one request or event caused. */
                readonly correlation_id?: string;
                /** @description `next_cursor` of the previous page; valid for the same operation and filters only. */
                readonly cursor?: components["parameters"]["Cursor"];
                readonly entity_id?: string;
                readonly entity_type?: string;
                /** @description At or after this time. */
                readonly from?: components["schemas"]["Timestamp"];
                /** @description Most items to answer. */
                readonly limit?: components["parameters"]["Limit"];
                /** @description Before this time. */
                readonly to?: components["schemas"]["Timestamp"];
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["AuditLogEntry"][];
                        readonly next_cursor: components["schemas"]["NextCursor"];
                    };
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly exportAuditLogs: {
        readonly parameters: {
            readonly query?: {
                /** @description What: `<context>.<entity>.<past participle>`. */
                readonly action?: string;
                /** @description Who: the `sub` of a person, `api-key:<id>` or `system:<name>`. */
                readonly actor?: string;
                /** @description Everything that one request or event caused. */
                readonly correlation_id?: string;
                readonly entity_id?: string;
                readonly entity_type?: string;
                /** @description At or after this time. */
                readonly from?: components["schemas"]["Timestamp"];
                /** @description Before this time. */
                readonly to?: components["schemas"]["Timestamp"];
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Lines of JSON */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/x-ndjson": components["schemas"]["AuditLogEntry"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly verifyAuditLog: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description What the walk along the chain found */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AuditVerification"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listCatalogue: {
        readonly parameters: {
            readonly query?: {
                readonly category?: string;
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The actions, by name */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["CatalogueAction"][];
                    };
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly getCatalogueAction: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly actionName: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The action */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CatalogueActionDetail"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly installCatalogueAction: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes repeats of this request harmless for 24 hours. One key belongs to one operation and one body. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly actionName: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "name": "Probe the shop",
                 *       "enabled": true
                 *     }
                 */
                readonly "application/json": components["schemas"]["CatalogueInstallation"];
            };
        };
        readonly responses: {
            /** @description The new workflow */
            readonly 201: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly Location: components["headers"]["Location"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Workflow"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listEvents: {
        readonly parameters: {
            readonly query?: {
                /** @description `next_cursor` of the previous page; valid for the same operation and filters only. */
                readonly cursor?: components["parameters"]["Cursor"];
                /** @description Received at this moment or later. */
                readonly from?: components["schemas"]["Timestamp"];
                /** @description Most items to answer. */
                readonly limit?: components["parameters"]["Limit"];
                readonly source?: string;
                readonly subject?: string;
                /** @description Received before this moment. */
                readonly to?: components["schemas"]["Timestamp"];
                readonly type?: string;
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["StoredEvent"][];
                        readonly next_cursor: components["schemas"]["NextCursor"];
                    };
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly publishEvents: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example [
                 *       {
                 *         "specversion": "1.0",
                 *         "id": "reading-1",
                 *         "source": "/sensors/7",
                 *         "type": "com.example.measured",
                 *         "data": {
                 *           "celsius": 39
                 *         }
                 *       }
                 *     ]
                 */
                readonly "application/cloudevents-batch+json": components["schemas"]["Json"];
                /**
                 * @example {
                 *       "specversion": "1.0",
                 *       "id": "reading-1",
                 *       "source": "/sensors/7",
                 *       "type": "com.example.measured",
                 *       "data": {
                 *         "celsius": 39
                 *       }
                 *     }
                 */
                readonly "application/cloudevents+json": components["schemas"]["Json"];
                /**
                 * @example {
                 *       "specversion": "1.0",
                 *       "id": "reading-1",
                 *       "source": "/sensors/7",
                 *       "type": "com.example.measured",
                 *       "data": {
                 *         "celsius": 39
                 *       }
                 *     }
                 */
                readonly "application/json": components["schemas"]["Json"];
            };
        };
        readonly responses: {
            /** @description What became of each event, in their order */
            readonly 202: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PublishedEvents"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly getExecutionQuota: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Limits and use */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ExecutionQuota"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly updateExecutionQuota: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /**
                 * @description The `ETag` that was read before, or `*`. Missing answers 428, another version 412.
                 * @example "3"
                 */
                readonly "If-Match": components["parameters"]["IfMatch"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "concurrent": 50,
                 *       "per_minute": 600
                 *     }
                 */
                readonly "application/json": components["schemas"]["WriteExecutionQuota"];
            };
        };
        readonly responses: {
            /** @description Limits and use */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ExecutionQuota"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 412: components["responses"]["PreconditionFailed"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 428: components["responses"]["PreconditionRequired"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listExecutions: {
        readonly parameters: {
            readonly query?: {
                /** @description Executions that this alert caused. */
                readonly alert_id?: components["schemas"]["Uuid"];
                /** @description W3C trace id. */
                readonly correlation_id?: string;
                /** @description `next_cursor` of the previous page; valid for the same operation and filters only. */
                readonly cursor?: components["parameters"]["Cursor"];
                /** @description Most items to answer. */
                readonly limit?: components["parameters"]["Limit"];
                /** @description Executions that this one started, by `run: workflow`. */
                readonly parent_execution_id?: components["schemas"]["Uuid"];
                readonly status?: components["schemas"]["ExecutionStatus"];
                readonly workflow_id?: components["schemas"]["Uuid"];
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["ExecutionSummary"][];
                        readonly next_cursor: components["schemas"]["NextCursor"];
                    };
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly getExecution: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly executionId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The execution */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Execution"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly cancelExecution: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes repeats of this request harmless for 24 hours. One key belongs to one operation and one body. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly executionId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The execution that is going to be cancelled */
            readonly 202: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ExecutionSummary"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly getExecutionDiagram: {
        readonly parameters: {
            readonly query?: {
                readonly format?: "mermaid" | "svg";
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly executionId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The picture */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "image/svg+xml": string;
                    readonly "text/vnd.mermaid": string;
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly pauseExecution: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes repeats of this request harmless for 24 hours. One key belongs to one operation and one body. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly executionId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The execution that is paused */
            readonly 202: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ExecutionSummary"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly rerunExecution: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes repeats of this request harmless for 24 hours. One key belongs to one operation and one body. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly executionId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "from": "/do/0/drain"
                 *     }
                 */
                readonly "application/json": components["schemas"]["ExecutionRerun"];
            };
        };
        readonly responses: {
            /** @description The new execution */
            readonly 202: {
                headers: {
                    readonly Location: components["headers"]["Location"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ExecutionSummary"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly resumeExecution: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes repeats of this request harmless for 24 hours. One key belongs to one operation and one body. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly executionId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The execution that goes on */
            readonly 202: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ExecutionSummary"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly getExecutionTree: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly executionId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The tree, of at most the last 1,000 attempts */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ExecutionTree"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly getFlappingPolicy: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The policy of the tenant */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["FlappingPolicy"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly updateFlappingPolicy: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /**
                 * @description The `ETag` that was read before, or `*`. Missing answers 428, another version 412.
                 * @example "3"
                 */
                readonly "If-Match": components["parameters"]["IfMatch"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "enabled": true,
                 *       "window_seconds": 3600,
                 *       "start_score": 10,
                 *       "stop_score": 4
                 *     }
                 */
                readonly "application/json": components["schemas"]["WriteFlappingPolicy"];
            };
        };
        readonly responses: {
            /** @description The policy of the tenant */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["FlappingPolicy"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 412: components["responses"]["PreconditionFailed"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 428: components["responses"]["PreconditionRequired"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly getFlowStatus: {
        readonly parameters: {
            readonly query?: {
                /** @description Plans that ended in these last seconds are counted. */
                readonly window_seconds?: number;
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Computed from the plans */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        /** @description Plans that have not ended now. */
                        readonly active_executions: number;
                        /** @description From submission to end. */
                        readonly average_latency_ms: number | null;
                        readonly p95_latency_ms: number | null;
                        readonly since: components["schemas"]["Timestamp"];
                        /** @description Completed ones among them, 0 to 1. */
                        readonly success_rate: number | null;
                        /** @description Plans that ended. */
                        readonly total_processed: number;
                    };
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly prometheusFormatQuery: {
        readonly parameters: {
            readonly query?: {
                /**
                 * @description A PromQL expression; required.
                 * @example up
                 */
                readonly query?: string;
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The value, as Prometheus tells it */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PrometheusAnswer"];
                };
            };
            readonly 400: components["responses"]["PrometheusError"];
            readonly 401: components["responses"]["PrometheusError"];
            readonly 403: components["responses"]["PrometheusError"];
            readonly 405: components["responses"]["PrometheusError"];
            readonly 406: components["responses"]["PrometheusError"];
            readonly 422: components["responses"]["PrometheusError"];
            readonly 429: components["responses"]["PrometheusError"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 499: components["responses"]["PrometheusError"];
            readonly 500: components["responses"]["PrometheusError"];
            readonly 503: components["responses"]["PrometheusError"];
        };
    };
    readonly prometheusFormatQueryByForm: {
        readonly parameters: {
            readonly query?: {
                /**
                 * @description A PromQL expression; required.
                 * @example up
                 */
                readonly query?: string;
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                /**
                 * @example {
                 *       "query": "sum(rate(http_requests_total[5m]))by(job)"
                 *     }
                 */
                readonly "application/x-www-form-urlencoded": {
                    /** @description A PromQL expression; required. */
                    readonly query?: string;
                };
            };
        };
        readonly responses: {
            /** @description The value, as Prometheus tells it */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PrometheusAnswer"];
                };
            };
            readonly 400: components["responses"]["PrometheusError"];
            readonly 401: components["responses"]["PrometheusError"];
            readonly 403: components["responses"]["PrometheusError"];
            readonly 405: components["responses"]["PrometheusError"];
            readonly 406: components["responses"]["PrometheusError"];
            readonly 413: components["responses"]["PrometheusError"];
            readonly 415: components["responses"]["PrometheusError"];
            readonly 422: components["responses"]["PrometheusError"];
            readonly 429: components["responses"]["PrometheusError"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 499: components["responses"]["PrometheusError"];
            readonly 500: components["responses"]["PrometheusError"];
            readonly 503: components["responses"]["PrometheusError"];
        };
    };
    readonly listHeartbeats: {
        readonly parameters: {
            readonly query?: {
                /** @description `next_cursor` of the previous page; valid for the same operation and filters only. */
                readonly cursor?: components["parameters"]["Cursor"];
                /** @description Most items to answer. */
                readonly limit?: components["parameters"]["Limit"];
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Heartbeat"][];
                        readonly next_cursor: components["schemas"]["NextCursor"];
                    };
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly createHeartbeat: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "name": "Nightly backup",
                 *       "interval_seconds": 86400,
                 *       "grace_seconds": 3600,
                 *       "labels": {
                 *         "team": "db"
                 *       }
                 *     }
                 */
                readonly "application/json": components["schemas"]["WriteHeartbeat"];
            };
        };
        readonly responses: {
            /** @description The heartbeat with its token */
            readonly 201: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly Location: components["headers"]["Location"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["HeartbeatWithToken"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly getHeartbeat: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly heartbeatId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The heartbeat */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Heartbeat"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly updateHeartbeat: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /**
                 * @description The `ETag` that was read before, or `*`. Missing answers 428, another version 412.
                 * @example "3"
                 */
                readonly "If-Match": components["parameters"]["IfMatch"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly heartbeatId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "name": "Weekly backup",
                 *       "interval_seconds": 604800,
                 *       "grace_seconds": 3600,
                 *       "severity": "high"
                 *     }
                 */
                readonly "application/json": components["schemas"]["WriteHeartbeat"];
            };
        };
        readonly responses: {
            /** @description The heartbeat */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Heartbeat"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 412: components["responses"]["PreconditionFailed"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 428: components["responses"]["PreconditionRequired"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly deleteHeartbeat: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /**
                 * @description The `ETag` that was read before, or `*`. Missing answers 428, another version 412.
                 * @example "3"
                 */
                readonly "If-Match": components["parameters"]["IfMatch"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly heartbeatId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description It is gone */
            readonly 204: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 412: components["responses"]["PreconditionFailed"];
            readonly 428: components["responses"]["PreconditionRequired"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listHeartbeatChanges: {
        readonly parameters: {
            readonly query?: {
                /** @description `next_cursor` of the previous page; valid for the same operation and filters only. */
                readonly cursor?: components["parameters"]["Cursor"];
                /** @description Most items to answer. */
                readonly limit?: components["parameters"]["Limit"];
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly heartbeatId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["HeartbeatChange"][];
                        readonly next_cursor: components["schemas"]["NextCursor"];
                    };
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly pingHeartbeatByGet: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly heartbeatId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description How it is now */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Beat"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly pingHeartbeat: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly heartbeatId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description How it is now */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Beat"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly rotateHeartbeatToken: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly heartbeatId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The heartbeat with its new token */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["HeartbeatWithToken"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly importPrometheusText: {
        readonly parameters: {
            readonly query?: {
                /** @description `name=value`, added to every series that has no such label. */
                readonly extra_label?: readonly string[];
                /** @description Time of samples that name none, in milliseconds since 1970; else now. */
                readonly timestamp?: number;
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example # TYPE backups counter
                 *     backups_total{job="nightly"} 12
                 *     # EOF
                 */
                readonly "application/openmetrics-text": string;
                readonly "application/x-www-form-urlencoded": string;
                /**
                 * @example # TYPE backup_duration_seconds gauge
                 *     backup_duration_seconds{job="nightly"} 417.5
                 */
                readonly "text/plain": string;
            };
        };
        readonly responses: {
            /** @description All of it is stored */
            readonly 204: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listIntegrations: {
        readonly parameters: {
            readonly query?: {
                /** @description `next_cursor` of the previous page; valid for the same operation and filters only. */
                readonly cursor?: components["parameters"]["Cursor"];
                /** @description Most items to answer. */
                readonly limit?: components["parameters"]["Limit"];
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Integration"][];
                        readonly next_cursor: components["schemas"]["NextCursor"];
                    };
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly createIntegration: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "name": "Payments monitor",
                 *       "kind": "generic",
                 *       "authentication": {
                 *         "kind": "bearer"
                 *       },
                 *       "labels": {
                 *         "team": "payments"
                 *       },
                 *       "mapping": {
                 *         "items": ".alerts",
                 *         "status": ".state",
                 *         "states": {
                 *           "down": "firing",
                 *           "up": "resolved"
                 *         },
                 *         "labels": {
                 *           "alertname": ".check",
                 *           "service": ".service"
                 *         },
                 *         "annotations": {
                 *           "summary": ".message"
                 *         },
                 *         "severity": ".level",
                 *         "severities": {
                 *           "fatal": "critical",
                 *           "notice": "info"
                 *         },
                 *         "starts_at": ".since",
                 *         "identity": [
                 *           "alertname",
                 *           "service"
                 *         ]
                 *       }
                 *     }
                 */
                readonly "application/json": components["schemas"]["WriteIntegration"];
            };
        };
        readonly responses: {
            /** @description The integration with its secret */
            readonly 201: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly Location: components["headers"]["Location"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["IntegrationWithSecret"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly getIntegration: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly integrationId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The integration */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Integration"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly updateIntegration: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /**
                 * @description The `ETag` that was read before, or `*`. Missing answers 428, another version 412.
                 * @example "3"
                 */
                readonly "If-Match": components["parameters"]["IfMatch"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly integrationId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "name": "Checkout monitor",
                 *       "kind": "generic",
                 *       "labels": {
                 *         "team": "payments"
                 *       },
                 *       "default_severity": "high",
                 *       "mapping": {
                 *         "labels": {
                 *           "alertname": ".check"
                 *         }
                 *       }
                 *     }
                 */
                readonly "application/json": components["schemas"]["WriteIntegration"];
            };
        };
        readonly responses: {
            /** @description The integration as it is now */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["IntegrationWithSecret"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 412: components["responses"]["PreconditionFailed"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 428: components["responses"]["PreconditionRequired"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly deleteIntegration: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /**
                 * @description The `ETag` that was read before, or `*`. Missing answers 428, another version 412.
                 * @example "3"
                 */
                readonly "If-Match": components["parameters"]["IfMatch"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly integrationId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description It is gone */
            readonly 204: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 412: components["responses"]["PreconditionFailed"];
            readonly 428: components["responses"]["PreconditionRequired"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly receiveIntegrationEvents: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly integrationId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": string;
                readonly "text/plain": string;
            };
        };
        readonly responses: {
            /** @description What became of the alerts */
            readonly 202: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    /** @description Id of the receipt. */
                    readonly "X-Receipt-Id"?: components["schemas"]["Uuid"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["DeliveryReceipt"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly previewIntegrationEvents: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly integrationId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "alerts": [
                 *         {
                 *           "state": "down",
                 *           "check": "Card payments",
                 *           "service": "checkout",
                 *           "message": "12 % fail",
                 *           "level": "fatal",
                 *           "since": 1767225600
                 *         }
                 *       ]
                 *     }
                 */
                readonly "application/json": components["schemas"]["Json"];
            };
        };
        readonly responses: {
            /** @description What each item would become */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["PreviewedItem"][];
                    };
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listIntegrationReceipts: {
        readonly parameters: {
            readonly query?: {
                /** @description `next_cursor` of the previous page; valid for the same operation and filters only. */
                readonly cursor?: components["parameters"]["Cursor"];
                /** @description Most items to answer. */
                readonly limit?: components["parameters"]["Limit"];
                readonly status?: "accepted" | "partly" | "refused";
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly integrationId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["DeliveryReceipt"][];
                        readonly next_cursor: components["schemas"]["NextCursor"];
                    };
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly getIntegrationReceipt: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly integrationId: components["schemas"]["Uuid"];
                readonly receiptId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The receipt */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["StoredReceipt"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly rotateIntegrationSecret: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly integrationId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The integration with its new secret */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["IntegrationWithSecret"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly receiveAlertmanagerWebhook: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "version": "4",
                 *       "groupKey": "{}:{alertname=\"DiskFull\"}",
                 *       "status": "firing",
                 *       "receiver": "orchestrix",
                 *       "alerts": [
                 *         {
                 *           "status": "firing",
                 *           "labels": {
                 *             "alertname": "DiskFull",
                 *             "instance": "db-1",
                 *             "severity": "critical"
                 *           },
                 *           "annotations": {
                 *             "summary": "93 % used"
                 *           },
                 *           "startsAt": "2026-01-31T12:00:00Z"
                 *         }
                 *       ]
                 *     }
                 */
                readonly "application/json": components["schemas"]["AlertmanagerNotification"];
            };
        };
        readonly responses: {
            /** @description What became of the alerts */
            readonly 202: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["IntakeReceipt"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly prometheusLabelValues: {
        readonly parameters: {
            readonly query?: {
                /** @description RFC 3339 or seconds since 1970; the end of time, unless given. */
                readonly end?: string;
                /** @description Answer at most this many, with a warning where there are more; 0 for all. */
                readonly limit?: string;
                /** @description Selectors; what fits one of them counts. */
                readonly "match[]"?: readonly string[];
                /** @description RFC 3339 or seconds since 1970; the beginning of time, unless given. */
                readonly start?: string;
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                /** @description The label; names beyond letters, digits and underscores also escaped (`U__…`). */
                readonly name: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The value, as Prometheus tells it */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PrometheusAnswer"];
                };
            };
            readonly 400: components["responses"]["PrometheusError"];
            readonly 401: components["responses"]["PrometheusError"];
            readonly 403: components["responses"]["PrometheusError"];
            readonly 404: components["responses"]["PrometheusError"];
            readonly 405: components["responses"]["PrometheusError"];
            readonly 406: components["responses"]["PrometheusError"];
            readonly 422: components["responses"]["PrometheusError"];
            readonly 429: components["responses"]["PrometheusError"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 499: components["responses"]["PrometheusError"];
            readonly 500: components["responses"]["PrometheusError"];
            readonly 503: components["responses"]["PrometheusError"];
        };
    };
    readonly prometheusLabels: {
        readonly parameters: {
            readonly query?: {
                /** @description RFC 3339 or seconds since 1970; the end of time, unless given. */
                readonly end?: string;
                /** @description Answer at most this many, with a warning where there are more; 0 for all. */
                readonly limit?: string;
                /** @description Selectors; what fits one of them counts. */
                readonly "match[]"?: readonly string[];
                /** @description RFC 3339 or seconds since 1970; the beginning of time, unless given. */
                readonly start?: string;
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The value, as Prometheus tells it */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PrometheusAnswer"];
                };
            };
            readonly 400: components["responses"]["PrometheusError"];
            readonly 401: components["responses"]["PrometheusError"];
            readonly 403: components["responses"]["PrometheusError"];
            readonly 405: components["responses"]["PrometheusError"];
            readonly 406: components["responses"]["PrometheusError"];
            readonly 422: components["responses"]["PrometheusError"];
            readonly 429: components["responses"]["PrometheusError"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 499: components["responses"]["PrometheusError"];
            readonly 500: components["responses"]["PrometheusError"];
            readonly 503: components["responses"]["PrometheusError"];
        };
    };
    readonly prometheusLabelsByForm: {
        readonly parameters: {
            readonly query?: {
                /** @description RFC 3339 or seconds since 1970; the end of time, unless given. */
                readonly end?: string;
                /** @description Answer at most this many, with a warning where there are more; 0 for all. */
                readonly limit?: string;
                /** @description Selectors; what fits one of them counts. */
                readonly "match[]"?: readonly string[];
                /** @description RFC 3339 or seconds since 1970; the beginning of time, unless given. */
                readonly start?: string;
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                /**
                 * @example {
                 *       "match[]": "up"
                 *     }
                 */
                readonly "application/x-www-form-urlencoded": {
                    /** @description RFC 3339 or seconds since 1970; the end of time, unless given. */
                    readonly end?: string;
                    /** @description Answer at most this many, with a warning where there are more; 0 for all. */
                    readonly limit?: string;
                    /** @description Selectors; what fits one of them counts. */
                    readonly "match[]"?: readonly string[];
                    /** @description RFC 3339 or seconds since 1970; the beginning of time, unless given. */
                    readonly start?: string;
                };
            };
        };
        readonly responses: {
            /** @description The value, as Prometheus tells it */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PrometheusAnswer"];
                };
            };
            readonly 400: components["responses"]["PrometheusError"];
            readonly 401: components["responses"]["PrometheusError"];
            readonly 403: components["responses"]["PrometheusError"];
            readonly 405: components["responses"]["PrometheusError"];
            readonly 406: components["responses"]["PrometheusError"];
            readonly 413: components["responses"]["PrometheusError"];
            readonly 415: components["responses"]["PrometheusError"];
            readonly 422: components["responses"]["PrometheusError"];
            readonly 429: components["responses"]["PrometheusError"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 499: components["responses"]["PrometheusError"];
            readonly 500: components["responses"]["PrometheusError"];
            readonly 503: components["responses"]["PrometheusError"];
        };
    };
    readonly listMaintenanceWindows: {
        readonly parameters: {
            readonly query?: {
                /** @description `next_cursor` of the previous page; valid for the same operation and filters only. */
                readonly cursor?: components["parameters"]["Cursor"];
                /** @description Most items to answer. */
                readonly limit?: components["parameters"]["Limit"];
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["MaintenanceWindow"][];
                        readonly next_cursor: components["schemas"]["NextCursor"];
                    };
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly createMaintenanceWindow: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes repeats of this request harmless for 24 hours. One key belongs to one operation and one body. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "name": "Nightly moves of the shop",
                 *       "matchers": [
                 *         {
                 *           "name": "service",
                 *           "op": "=~",
                 *           "value": "checkout|cart"
                 *         }
                 *       ],
                 *       "intervals": [
                 *         {
                 *           "weekdays": [
                 *             "monday:friday"
                 *           ],
                 *           "times": [
                 *             {
                 *               "start_time": "22:00",
                 *               "end_time": "24:00"
                 *             }
                 *           ],
                 *           "location": "Europe/Berlin"
                 *         }
                 *       ]
                 *     }
                 */
                readonly "application/json": components["schemas"]["WriteMaintenanceWindow"];
            };
        };
        readonly responses: {
            /** @description The window, which is on at once when it is its time */
            readonly 201: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly Location: components["headers"]["Location"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["MaintenanceWindow"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly getMaintenanceWindow: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly windowId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The window */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["MaintenanceWindow"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly updateMaintenanceWindow: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /**
                 * @description The `ETag` that was read before, or `*`. Missing answers 428, another version 412.
                 * @example "3"
                 */
                readonly "If-Match": components["parameters"]["IfMatch"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly windowId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "name": "Nightly moves of the shop, until summer",
                 *       "matchers": [
                 *         {
                 *           "name": "service",
                 *           "op": "=~",
                 *           "value": "checkout|cart"
                 *         }
                 *       ],
                 *       "intervals": [
                 *         {
                 *           "weekdays": [
                 *             "monday:friday"
                 *           ],
                 *           "times": [
                 *             {
                 *               "start_time": "22:00",
                 *               "end_time": "24:00"
                 *             }
                 *           ],
                 *           "location": "Europe/Berlin"
                 *         }
                 *       ],
                 *       "ends_at": "2099-07-01T00:00:00Z"
                 *     }
                 */
                readonly "application/json": components["schemas"]["WriteMaintenanceWindow"];
            };
        };
        readonly responses: {
            /** @description The window */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["MaintenanceWindow"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 412: components["responses"]["PreconditionFailed"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 428: components["responses"]["PreconditionRequired"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly deleteMaintenanceWindow: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /**
                 * @description The `ETag` that was read before, or `*`. Missing answers 428, another version 412.
                 * @example "3"
                 */
                readonly "If-Match": components["parameters"]["IfMatch"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly windowId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description It is gone */
            readonly 204: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 412: components["responses"]["PreconditionFailed"];
            readonly 428: components["responses"]["PreconditionRequired"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly whoAmI: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The caller */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Caller"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listContactMethods: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description All of them, the oldest first */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["ContactMethod"][];
                    };
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly createContactMethod: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "kind": "email",
                 *       "address": "ana@acme.example",
                 *       "label": "work"
                 *     }
                 */
                readonly "application/json": components["schemas"]["CreateContactMethod"];
            };
        };
        readonly responses: {
            /** @description The contact method */
            readonly 201: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ContactMethod"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly deleteContactMethod: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly contactMethodId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description It is gone */
            readonly 204: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly sendContactCode: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly contactMethodId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The contact method */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ContactMethod"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly verifyContactMethod: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly contactMethodId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "code": "000000"
                 *     }
                 */
                readonly "application/json": components["schemas"]["VerifyContactMethod"];
            };
        };
        readonly responses: {
            /** @description The contact method */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ContactMethod"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly getNotificationRules: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Of both urgencies */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["NotificationRules"][];
                    };
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly putNotificationRules: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly urgency: "high" | "low";
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "steps": []
                 *     }
                 */
                readonly "application/json": components["schemas"]["WriteNotificationRules"];
            };
        };
        readonly responses: {
            /** @description The rules */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["NotificationRules"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listMembers: {
        readonly parameters: {
            readonly query?: {
                /** @description `next_cursor` of the previous page; valid for the same operation and filters only. */
                readonly cursor?: components["parameters"]["Cursor"];
                /** @description Most items to answer. */
                readonly limit?: components["parameters"]["Limit"];
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Member"][];
                        readonly next_cursor: components["schemas"]["NextCursor"];
                    };
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly inviteMember: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes repeats of this request harmless for 24 hours. One key belongs to one operation and one body. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "email": "olga@acme.example",
                 *       "name": "Olga",
                 *       "role": "operator"
                 *     }
                 */
                readonly "application/json": components["schemas"]["NewMember"];
            };
        };
        readonly responses: {
            /** @description The invitation */
            readonly 201: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly Location: components["headers"]["Location"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Member"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly getMember: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly memberId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The member */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Member"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly removeMember: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /**
                 * @description The `ETag` that was read before, or `*`. Missing answers 428, another version 412.
                 * @example "3"
                 */
                readonly "If-Match": components["parameters"]["IfMatch"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly memberId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Removed */
            readonly 204: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 412: components["responses"]["PreconditionFailed"];
            readonly 428: components["responses"]["PreconditionRequired"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly updateMember: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /**
                 * @description The `ETag` that was read before, or `*`. Missing answers 428, another version 412.
                 * @example "3"
                 */
                readonly "If-Match": components["parameters"]["IfMatch"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly memberId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "role": "responder"
                 *     }
                 */
                readonly "application/json": components["schemas"]["MemberChange"];
            };
        };
        readonly responses: {
            /** @description The changed member */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Member"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 412: components["responses"]["PreconditionFailed"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 428: components["responses"]["PreconditionRequired"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly prometheusMetadata: {
        readonly parameters: {
            readonly query?: {
                /** @description Answer at most this many, with a warning where there are more; 0 for all. */
                readonly limit?: string;
                /** @description At most this many of each metric. */
                readonly limit_per_metric?: string;
                /** @description Only this metric. */
                readonly metric?: string;
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The value, as Prometheus tells it */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PrometheusAnswer"];
                };
            };
            readonly 400: components["responses"]["PrometheusError"];
            readonly 401: components["responses"]["PrometheusError"];
            readonly 403: components["responses"]["PrometheusError"];
            readonly 405: components["responses"]["PrometheusError"];
            readonly 406: components["responses"]["PrometheusError"];
            readonly 422: components["responses"]["PrometheusError"];
            readonly 429: components["responses"]["PrometheusError"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 499: components["responses"]["PrometheusError"];
            readonly 500: components["responses"]["PrometheusError"];
            readonly 503: components["responses"]["PrometheusError"];
        };
    };
    readonly importMetrics: {
        readonly parameters: {
            readonly query?: {
                /** @description `name=value`, added to every series that has no such label. */
                readonly extra_label?: readonly string[];
                /** @description Time of samples that name none, in milliseconds since 1970; else now. */
                readonly timestamp?: number;
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example # TYPE backups counter
                 *     backups_total{job="nightly"} 12
                 *     # EOF
                 */
                readonly "application/openmetrics-text": string;
                readonly "application/x-www-form-urlencoded": string;
                /**
                 * @example # TYPE backup_duration_seconds gauge
                 *     backup_duration_seconds{job="nightly"} 417.5
                 */
                readonly "text/plain": string;
            };
        };
        readonly responses: {
            /** @description All of it is stored */
            readonly 204: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listMetricLabels: {
        readonly parameters: {
            readonly query?: {
                readonly end?: components["schemas"]["Timestamp"];
                readonly limit?: number;
                /** @description Selectors; series that fit one of them count. */
                readonly match?: readonly string[];
                readonly start?: components["schemas"]["Timestamp"];
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Sorted names */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["MetricNames"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listMetricLabelValues: {
        readonly parameters: {
            readonly query?: {
                readonly end?: components["schemas"]["Timestamp"];
                readonly limit?: number;
                /** @description Selectors; series that fit one of them count. */
                readonly match?: readonly string[];
                readonly start?: components["schemas"]["Timestamp"];
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly labelName: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Sorted names */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["MetricNames"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly getMetricLimits: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The limits */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["MetricLimits"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly updateMetricLimits: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /**
                 * @description The `ETag` that was read before, or `*`. Missing answers 428, another version 412.
                 * @example "3"
                 */
                readonly "If-Match": components["parameters"]["IfMatch"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "max_active_series": 50000,
                 *       "retention_seconds": 604800
                 *     }
                 */
                readonly "application/json": components["schemas"]["OwnMetricLimits"];
            };
        };
        readonly responses: {
            /** @description The limits */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["MetricLimits"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 412: components["responses"]["PreconditionFailed"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 428: components["responses"]["PreconditionRequired"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly queryMetrics: {
        readonly parameters: {
            readonly query: {
                readonly end?: components["schemas"]["Timestamp"];
                /** @description Answer at most this many series, with a warning where there are more. */
                readonly limit?: number;
                /**
                 * @description A PromQL expression.
                 * @example up
                 */
                readonly query: string;
                readonly start?: components["schemas"]["Timestamp"];
                readonly step_seconds?: number;
                readonly time?: components["schemas"]["Timestamp"];
                readonly timeout_seconds?: number;
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The value */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["MetricQueryAnswer"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly writeMetrics: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/x-protobuf": string;
            };
        };
        readonly responses: {
            /** @description All of it is stored */
            readonly 204: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    /** @description Of a 2.0 request, also with 400. */
                    readonly "X-Prometheus-Remote-Write-Exemplars-Written"?: number;
                    /** @description Of a 2.0 request, also with 400. */
                    readonly "X-Prometheus-Remote-Write-Histograms-Written"?: number;
                    /** @description Of a 2.0 request, also with 400. */
                    readonly "X-Prometheus-Remote-Write-Samples-Written"?: number;
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["TextError"];
            readonly 401: components["responses"]["TextError"];
            readonly 403: components["responses"]["TextError"];
            readonly 405: components["responses"]["TextError"];
            readonly 406: components["responses"]["TextError"];
            readonly 413: components["responses"]["TextError"];
            readonly 415: components["responses"]["TextError"];
            readonly 422: components["responses"]["TextError"];
            readonly 429: components["responses"]["TextError"];
            readonly 500: components["responses"]["TextError"];
            readonly 503: components["responses"]["TextError"];
        };
    };
    readonly listNoise: {
        readonly parameters: {
            readonly query?: {
                /** @description Alerts that fired at or after this time; seven days before `until` when left out. */
                readonly since?: components["schemas"]["Timestamp"];
                /** @description … and before this time; now when left out. At most 92 days. */
                readonly until?: components["schemas"]["Timestamp"];
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The noisiest first */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        /** @description There were more than 20,000 alerts: the latest are counted. */
                        readonly is_cut: boolean;
                        readonly items: readonly components["schemas"]["Noise"][];
                        readonly since: components["schemas"]["Timestamp"];
                        readonly until: components["schemas"]["Timestamp"];
                    };
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listNotificationChannels: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description All channels */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["NotificationChannel"][];
                    };
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listNotifications: {
        readonly parameters: {
            readonly query?: {
                readonly alert_group_id?: components["schemas"]["Uuid"];
                /** @description `next_cursor` of the previous page; valid for the same operation and filters only. */
                readonly cursor?: components["parameters"]["Cursor"];
                /** @description Made at this time or later */
                readonly from?: components["schemas"]["Timestamp"];
                readonly integration_id?: components["schemas"]["Uuid"];
                /** @description Most items to answer. */
                readonly limit?: components["parameters"]["Limit"];
                readonly receiver?: string;
                readonly status?: components["schemas"]["NotificationStatus"];
                /** @description Made before this time */
                readonly to?: components["schemas"]["Timestamp"];
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Notification"][];
                        readonly next_cursor: components["schemas"]["NextCursor"];
                    };
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly getNotification: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly notificationDeliveryId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The notification */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["NotificationRecord"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly replayNotification: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes repeats of this request harmless for 24 hours. One key belongs to one operation and one body. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly notificationDeliveryId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The notification */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Notification"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly replayDeadNotifications: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes repeats of this request harmless for 24 hours. One key belongs to one operation and one body. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "receiver": "on-call"
                 *     }
                 */
                readonly "application/json": components["schemas"]["ReplayNotifications"];
            };
        };
        readonly responses: {
            /** @description How many there were */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly replayed: number;
                    };
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly prometheusParseQuery: {
        readonly parameters: {
            readonly query?: {
                /**
                 * @description A PromQL expression; required.
                 * @example up
                 */
                readonly query?: string;
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The value, as Prometheus tells it */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PrometheusAnswer"];
                };
            };
            readonly 400: components["responses"]["PrometheusError"];
            readonly 401: components["responses"]["PrometheusError"];
            readonly 403: components["responses"]["PrometheusError"];
            readonly 405: components["responses"]["PrometheusError"];
            readonly 406: components["responses"]["PrometheusError"];
            readonly 422: components["responses"]["PrometheusError"];
            readonly 429: components["responses"]["PrometheusError"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 499: components["responses"]["PrometheusError"];
            readonly 500: components["responses"]["PrometheusError"];
            readonly 503: components["responses"]["PrometheusError"];
        };
    };
    readonly prometheusParseQueryByForm: {
        readonly parameters: {
            readonly query?: {
                /**
                 * @description A PromQL expression; required.
                 * @example up
                 */
                readonly query?: string;
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                /**
                 * @example {
                 *       "query": "up == 0"
                 *     }
                 */
                readonly "application/x-www-form-urlencoded": {
                    /** @description A PromQL expression; required. */
                    readonly query?: string;
                };
            };
        };
        readonly responses: {
            /** @description The value, as Prometheus tells it */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PrometheusAnswer"];
                };
            };
            readonly 400: components["responses"]["PrometheusError"];
            readonly 401: components["responses"]["PrometheusError"];
            readonly 403: components["responses"]["PrometheusError"];
            readonly 405: components["responses"]["PrometheusError"];
            readonly 406: components["responses"]["PrometheusError"];
            readonly 413: components["responses"]["PrometheusError"];
            readonly 415: components["responses"]["PrometheusError"];
            readonly 422: components["responses"]["PrometheusError"];
            readonly 429: components["responses"]["PrometheusError"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 499: components["responses"]["PrometheusError"];
            readonly 500: components["responses"]["PrometheusError"];
            readonly 503: components["responses"]["PrometheusError"];
        };
    };
    readonly pingByTokenWithGet: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The token of a heartbeat, which is good for beats and nothing else. */
                readonly pingToken: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description How it is now */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Beat"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly pingByToken: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The token of a heartbeat, which is good for beats and nothing else. */
                readonly pingToken: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description How it is now */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Beat"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listPlans: {
        readonly parameters: {
            readonly query?: {
                /** @description `next_cursor` of the previous page; valid for the same operation and filters only. */
                readonly cursor?: components["parameters"]["Cursor"];
                readonly decision_id?: string;
                readonly intent_id?: string;
                /** @description Most items to answer. */
                readonly limit?: components["parameters"]["Limit"];
                readonly risk_band?: components["schemas"]["RiskBand"];
                readonly status?: components["schemas"]["PlanStatus"];
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["PlanSummary"][];
                        readonly next_cursor: components["schemas"]["NextCursor"];
                    };
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly submitPlan: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes repeats of this request harmless for 24 hours. One key belongs to one operation and one body. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "name": "release 7",
                 *       "risk_band": "HIGH",
                 *       "sla": {
                 *         "timeout_ms": 3600000
                 *       },
                 *       "tasks": [
                 *         {
                 *           "task_id": "build",
                 *           "task_type": "BUILD",
                 *           "required_capabilities": [
                 *             "docker"
                 *           ],
                 *           "estimated_duration_ms": 120000
                 *         },
                 *         {
                 *           "task_id": "deploy",
                 *           "task_type": "DEPLOY",
                 *           "dependencies": [
                 *             "build"
                 *           ],
                 *           "required_capabilities": [
                 *             "kubernetes"
                 *           ],
                 *           "compensation": {
                 *             "parameters": {
                 *               "rollback": true
                 *             }
                 *           }
                 *         }
                 *       ]
                 *     }
                 */
                readonly "application/json": components["schemas"]["PlanDraft"];
            };
        };
        readonly responses: {
            /** @description The accepted plan */
            readonly 202: {
                headers: {
                    readonly Location: components["headers"]["Location"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PlanSummary"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly getPlan: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly planId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The plan */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Plan"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly approvePlan: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes repeats of this request harmless for 24 hours. One key belongs to one operation and one body. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly planId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The approved plan */
            readonly 202: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PlanSummary"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly cancelPlan: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes repeats of this request harmless for 24 hours. One key belongs to one operation and one body. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly planId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The plan, which is being cancelled */
            readonly 202: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PlanSummary"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly getPlanDiagram: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly planId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Mermaid source */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/vnd.mermaid": string;
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly replanPlan: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes repeats of this request harmless for 24 hours. One key belongs to one operation and one body. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly planId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "name": "release 7",
                 *       "risk_band": "HIGH",
                 *       "sla": {
                 *         "timeout_ms": 3600000
                 *       },
                 *       "tasks": [
                 *         {
                 *           "task_id": "build",
                 *           "task_type": "BUILD",
                 *           "required_capabilities": [
                 *             "docker"
                 *           ],
                 *           "estimated_duration_ms": 120000
                 *         },
                 *         {
                 *           "task_id": "deploy",
                 *           "task_type": "DEPLOY",
                 *           "dependencies": [
                 *             "build"
                 *           ],
                 *           "required_capabilities": [
                 *             "kubernetes"
                 *           ],
                 *           "compensation": {
                 *             "parameters": {
                 *               "rollback": true
                 *             }
                 *           }
                 *         }
                 *       ]
                 *     }
                 */
                readonly "application/json": components["schemas"]["PlanDraft"];
            };
        };
        readonly responses: {
            /** @description The plan with its new revision */
            readonly 202: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PlanSummary"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly validatePlan: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "name": "release 7",
                 *       "risk_band": "HIGH",
                 *       "sla": {
                 *         "timeout_ms": 3600000
                 *       },
                 *       "tasks": [
                 *         {
                 *           "task_id": "build",
                 *           "task_type": "BUILD",
                 *           "required_capabilities": [
                 *             "docker"
                 *           ],
                 *           "estimated_duration_ms": 120000
                 *         },
                 *         {
                 *           "task_id": "deploy",
                 *           "task_type": "DEPLOY",
                 *           "dependencies": [
                 *             "build"
                 *           ],
                 *           "required_capabilities": [
                 *             "kubernetes"
                 *           ],
                 *           "compensation": {
                 *             "parameters": {
                 *               "rollback": true
                 *             }
                 *           }
                 *         }
                 *       ]
                 *     }
                 */
                readonly "application/json": components["schemas"]["PlanDraft"];
            };
        };
        readonly responses: {
            /** @description What was found */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PlanCheck"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listPolicies: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description All of them */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["PlanPolicySummary"][];
                    };
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly getPolicy: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly policyName: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The policy */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PlanPolicy"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly putPolicy: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly policyName: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "rego": "package orchestrix.plan\nimport rego.v1\ndeny contains \"no deployments at weekends\" if {\n  input.now.weekday in {0, 6}\n  some task in input.plan.tasks\n  task.task_type == \"DEPLOY\"\n}\n"
                 *     }
                 */
                readonly "application/json": {
                    readonly bundle?: string;
                    readonly rego?: string;
                };
            };
        };
        readonly responses: {
            /** @description The stored policy */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PlanPolicy"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly deletePolicy: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly policyName: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Deleted */
            readonly 204: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly tryPolicy: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "input": {
                 *         "plan": {
                 *           "risk_band": "LOW",
                 *           "requires_approval": false,
                 *           "tasks": []
                 *         },
                 *         "tenant": {
                 *           "open_plans": 500
                 *         }
                 *       }
                 *     }
                 */
                readonly "application/json": {
                    /** @description The same, compiled. */
                    readonly bundle?: string;
                    readonly input: components["schemas"]["JsonObject"];
                    /** @description One stored policy; left out, all that hold. */
                    readonly policy?: string;
                    /** @description A policy that is not stored. */
                    readonly rego?: string;
                };
            };
        };
        readonly responses: {
            /** @description The decision */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly allowed: boolean;
                        readonly deny: readonly {
                            readonly policy: string;
                            readonly reason: string;
                        }[];
                    };
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly prometheusQuery: {
        readonly parameters: {
            readonly query?: {
                /** @description Answer at most this many, with a warning where there are more; 0 for all. */
                readonly limit?: string;
                /** @description How long a sample counts when no newer one follows; a duration or seconds. */
                readonly lookback_delta?: string;
                /**
                 * @description A PromQL expression; required.
                 * @example up
                 */
                readonly query?: string;
                /** @description `true` or `all`: say what the query cost. */
                readonly stats?: string;
                /** @description RFC 3339 or seconds since 1970; now, unless given. */
                readonly time?: string;
                /** @description A duration, or seconds; at most the tenant's limit. */
                readonly timeout?: string;
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The value, as Prometheus tells it */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PrometheusAnswer"];
                };
            };
            readonly 400: components["responses"]["PrometheusError"];
            readonly 401: components["responses"]["PrometheusError"];
            readonly 403: components["responses"]["PrometheusError"];
            readonly 405: components["responses"]["PrometheusError"];
            readonly 406: components["responses"]["PrometheusError"];
            readonly 422: components["responses"]["PrometheusError"];
            readonly 429: components["responses"]["PrometheusError"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 499: components["responses"]["PrometheusError"];
            readonly 500: components["responses"]["PrometheusError"];
            readonly 503: components["responses"]["PrometheusError"];
        };
    };
    readonly prometheusQueryByForm: {
        readonly parameters: {
            readonly query?: {
                /** @description Answer at most this many, with a warning where there are more; 0 for all. */
                readonly limit?: string;
                /** @description How long a sample counts when no newer one follows; a duration or seconds. */
                readonly lookback_delta?: string;
                /**
                 * @description A PromQL expression; required.
                 * @example up
                 */
                readonly query?: string;
                /** @description `true` or `all`: say what the query cost. */
                readonly stats?: string;
                /** @description RFC 3339 or seconds since 1970; now, unless given. */
                readonly time?: string;
                /** @description A duration, or seconds; at most the tenant's limit. */
                readonly timeout?: string;
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                /**
                 * @example {
                 *       "query": "sum by (job) (up)",
                 *       "time": "2026-06-01T12:00:00Z"
                 *     }
                 */
                readonly "application/x-www-form-urlencoded": {
                    /** @description Answer at most this many, with a warning where there are more; 0 for all. */
                    readonly limit?: string;
                    /** @description How long a sample counts when no newer one follows; a duration or seconds. */
                    readonly lookback_delta?: string;
                    /** @description A PromQL expression; required. */
                    readonly query?: string;
                    /** @description `true` or `all`: say what the query cost. */
                    readonly stats?: string;
                    /** @description RFC 3339 or seconds since 1970; now, unless given. */
                    readonly time?: string;
                    /** @description A duration, or seconds; at most the tenant's limit. */
                    readonly timeout?: string;
                };
            };
        };
        readonly responses: {
            /** @description The value, as Prometheus tells it */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PrometheusAnswer"];
                };
            };
            readonly 400: components["responses"]["PrometheusError"];
            readonly 401: components["responses"]["PrometheusError"];
            readonly 403: components["responses"]["PrometheusError"];
            readonly 405: components["responses"]["PrometheusError"];
            readonly 406: components["responses"]["PrometheusError"];
            readonly 413: components["responses"]["PrometheusError"];
            readonly 415: components["responses"]["PrometheusError"];
            readonly 422: components["responses"]["PrometheusError"];
            readonly 429: components["responses"]["PrometheusError"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 499: components["responses"]["PrometheusError"];
            readonly 500: components["responses"]["PrometheusError"];
            readonly 503: components["responses"]["PrometheusError"];
        };
    };
    readonly prometheusQueryExemplars: {
        readonly parameters: {
            readonly query?: {
                /** @description RFC 3339 or seconds since 1970; the end of time, unless given. */
                readonly end?: string;
                /**
                 * @description A PromQL expression; required.
                 * @example up
                 */
                readonly query?: string;
                /** @description RFC 3339 or seconds since 1970; the beginning of time, unless given. */
                readonly start?: string;
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The value, as Prometheus tells it */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PrometheusAnswer"];
                };
            };
            readonly 400: components["responses"]["PrometheusError"];
            readonly 401: components["responses"]["PrometheusError"];
            readonly 403: components["responses"]["PrometheusError"];
            readonly 405: components["responses"]["PrometheusError"];
            readonly 406: components["responses"]["PrometheusError"];
            readonly 422: components["responses"]["PrometheusError"];
            readonly 429: components["responses"]["PrometheusError"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 499: components["responses"]["PrometheusError"];
            readonly 500: components["responses"]["PrometheusError"];
            readonly 503: components["responses"]["PrometheusError"];
        };
    };
    readonly prometheusQueryExemplarsByForm: {
        readonly parameters: {
            readonly query?: {
                /** @description RFC 3339 or seconds since 1970; the end of time, unless given. */
                readonly end?: string;
                /**
                 * @description A PromQL expression; required.
                 * @example up
                 */
                readonly query?: string;
                /** @description RFC 3339 or seconds since 1970; the beginning of time, unless given. */
                readonly start?: string;
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                /**
                 * @example {
                 *       "query": "http_requests_total",
                 *       "start": "1780000000",
                 *       "end": "1780003600"
                 *     }
                 */
                readonly "application/x-www-form-urlencoded": {
                    /** @description RFC 3339 or seconds since 1970; the end of time, unless given. */
                    readonly end?: string;
                    /** @description A PromQL expression; required. */
                    readonly query?: string;
                    /** @description RFC 3339 or seconds since 1970; the beginning of time, unless given. */
                    readonly start?: string;
                };
            };
        };
        readonly responses: {
            /** @description The value, as Prometheus tells it */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PrometheusAnswer"];
                };
            };
            readonly 400: components["responses"]["PrometheusError"];
            readonly 401: components["responses"]["PrometheusError"];
            readonly 403: components["responses"]["PrometheusError"];
            readonly 405: components["responses"]["PrometheusError"];
            readonly 406: components["responses"]["PrometheusError"];
            readonly 413: components["responses"]["PrometheusError"];
            readonly 415: components["responses"]["PrometheusError"];
            readonly 422: components["responses"]["PrometheusError"];
            readonly 429: components["responses"]["PrometheusError"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 499: components["responses"]["PrometheusError"];
            readonly 500: components["responses"]["PrometheusError"];
            readonly 503: components["responses"]["PrometheusError"];
        };
    };
    readonly prometheusQueryRange: {
        readonly parameters: {
            readonly query?: {
                /**
                 * @description The last moment: RFC 3339 or seconds since 1970; required.
                 * @example 1780003600
                 */
                readonly end?: string;
                /** @description Answer at most this many, with a warning where there are more; 0 for all. */
                readonly limit?: string;
                /** @description How long a sample counts when no newer one follows; a duration or seconds. */
                readonly lookback_delta?: string;
                /**
                 * @description A PromQL expression; required.
                 * @example up
                 */
                readonly query?: string;
                /**
                 * @description The first moment: RFC 3339 or seconds since 1970; required.
                 * @example 1780000000
                 */
                readonly start?: string;
                /** @description `true` or `all`: say what the query cost. */
                readonly stats?: string;
                /**
                 * @description The distance of evaluations: a duration, or seconds; required. At most 11,000 steps.
                 * @example 15s
                 */
                readonly step?: string;
                /** @description A duration, or seconds; at most the tenant's limit. */
                readonly timeout?: string;
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The value, as Prometheus tells it */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PrometheusAnswer"];
                };
            };
            readonly 400: components["responses"]["PrometheusError"];
            readonly 401: components["responses"]["PrometheusError"];
            readonly 403: components["responses"]["PrometheusError"];
            readonly 405: components["responses"]["PrometheusError"];
            readonly 406: components["responses"]["PrometheusError"];
            readonly 422: components["responses"]["PrometheusError"];
            readonly 429: components["responses"]["PrometheusError"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 499: components["responses"]["PrometheusError"];
            readonly 500: components["responses"]["PrometheusError"];
            readonly 503: components["responses"]["PrometheusError"];
        };
    };
    readonly prometheusQueryRangeByForm: {
        readonly parameters: {
            readonly query?: {
                /**
                 * @description The last moment: RFC 3339 or seconds since 1970; required.
                 * @example 1780003600
                 */
                readonly end?: string;
                /** @description Answer at most this many, with a warning where there are more; 0 for all. */
                readonly limit?: string;
                /** @description How long a sample counts when no newer one follows; a duration or seconds. */
                readonly lookback_delta?: string;
                /**
                 * @description A PromQL expression; required.
                 * @example up
                 */
                readonly query?: string;
                /**
                 * @description The first moment: RFC 3339 or seconds since 1970; required.
                 * @example 1780000000
                 */
                readonly start?: string;
                /** @description `true` or `all`: say what the query cost. */
                readonly stats?: string;
                /**
                 * @description The distance of evaluations: a duration, or seconds; required. At most 11,000 steps.
                 * @example 15s
                 */
                readonly step?: string;
                /** @description A duration, or seconds; at most the tenant's limit. */
                readonly timeout?: string;
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                /**
                 * @example {
                 *       "query": "rate(http_requests_total[5m])",
                 *       "start": "1780000000",
                 *       "end": "1780003600",
                 *       "step": "15s"
                 *     }
                 */
                readonly "application/x-www-form-urlencoded": {
                    /** @description The last moment: RFC 3339 or seconds since 1970; required. */
                    readonly end?: string;
                    /** @description Answer at most this many, with a warning where there are more; 0 for all. */
                    readonly limit?: string;
                    /** @description How long a sample counts when no newer one follows; a duration or seconds. */
                    readonly lookback_delta?: string;
                    /** @description A PromQL expression; required. */
                    readonly query?: string;
                    /** @description The first moment: RFC 3339 or seconds since 1970; required. */
                    readonly start?: string;
                    /** @description `true` or `all`: say what the query cost. */
                    readonly stats?: string;
                    /** @description The distance of evaluations: a duration, or seconds; required. At most 11,000 steps. */
                    readonly step?: string;
                    /** @description A duration, or seconds; at most the tenant's limit. */
                    readonly timeout?: string;
                };
            };
        };
        readonly responses: {
            /** @description The value, as Prometheus tells it */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PrometheusAnswer"];
                };
            };
            readonly 400: components["responses"]["PrometheusError"];
            readonly 401: components["responses"]["PrometheusError"];
            readonly 403: components["responses"]["PrometheusError"];
            readonly 405: components["responses"]["PrometheusError"];
            readonly 406: components["responses"]["PrometheusError"];
            readonly 413: components["responses"]["PrometheusError"];
            readonly 415: components["responses"]["PrometheusError"];
            readonly 422: components["responses"]["PrometheusError"];
            readonly 429: components["responses"]["PrometheusError"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 499: components["responses"]["PrometheusError"];
            readonly 500: components["responses"]["PrometheusError"];
            readonly 503: components["responses"]["PrometheusError"];
        };
    };
    readonly listReceivers: {
        readonly parameters: {
            readonly query?: {
                /** @description `next_cursor` of the previous page; valid for the same operation and filters only. */
                readonly cursor?: components["parameters"]["Cursor"];
                /** @description Most items to answer. */
                readonly limit?: components["parameters"]["Limit"];
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Receiver"][];
                        readonly next_cursor: components["schemas"]["NextCursor"];
                    };
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly createReceiver: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes repeats of this request harmless for 24 hours. One key belongs to one operation and one body. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "name": "on-call",
                 *       "description": "Who is on duty",
                 *       "integrations": [
                 *         {
                 *           "kind": "webhook",
                 *           "settings": {
                 *             "url": "https://hooks.acme.example/alerts"
                 *           },
                 *           "secrets": {
                 *             "signing_secret": "a-long-random-text"
                 *           }
                 *         }
                 *       ]
                 *     }
                 */
                readonly "application/json": components["schemas"]["WriteReceiver"];
            };
        };
        readonly responses: {
            /** @description The receiver */
            readonly 201: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly Location: components["headers"]["Location"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Receiver"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly getReceiver: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly receiverId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The receiver */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Receiver"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly updateReceiver: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /**
                 * @description The `ETag` that was read before, or `*`. Missing answers 428, another version 412.
                 * @example "3"
                 */
                readonly "If-Match": components["parameters"]["IfMatch"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly receiverId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "name": "on-call at night",
                 *       "description": "Who is on duty at night",
                 *       "integrations": [
                 *         {
                 *           "kind": "webhook",
                 *           "settings": {
                 *             "url": "https://hooks.acme.example/alerts",
                 *             "max_alerts": 50
                 *           },
                 *           "rate_per_minute": 20
                 *         }
                 *       ]
                 *     }
                 */
                readonly "application/json": components["schemas"]["WriteReceiver"];
            };
        };
        readonly responses: {
            /** @description The receiver */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Receiver"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 412: components["responses"]["PreconditionFailed"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 428: components["responses"]["PreconditionRequired"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly deleteReceiver: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /**
                 * @description The `ETag` that was read before, or `*`. Missing answers 428, another version 412.
                 * @example "3"
                 */
                readonly "If-Match": components["parameters"]["IfMatch"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly receiverId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description It is gone */
            readonly 204: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 412: components["responses"]["PreconditionFailed"];
            readonly 428: components["responses"]["PreconditionRequired"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly testReceiver: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly receiverId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                /**
                 * @example {
                 *       "labels": {
                 *         "severity": "critical"
                 *       }
                 *     }
                 */
                readonly "application/json": components["schemas"]["TestReceiver"];
            };
        };
        readonly responses: {
            /** @description What came of it */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["ReceiverTestResult"][];
                    };
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listRemediationPolicies: {
        readonly parameters: {
            readonly query?: {
                /** @description `next_cursor` of the previous page; valid for the same operation and filters only. */
                readonly cursor?: components["parameters"]["Cursor"];
                readonly enabled?: boolean;
                /** @description Most items to answer. */
                readonly limit?: components["parameters"]["Limit"];
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["RemediationPolicy"][];
                        readonly next_cursor: components["schemas"]["NextCursor"];
                    };
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly createRemediationPolicy: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes repeats of this request harmless for 24 hours. One key belongs to one operation and one body. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "name": "Clean full disks",
                 *       "matchers": [
                 *         {
                 *           "name": "alertname",
                 *           "op": "=",
                 *           "value": "DiskFull"
                 *         }
                 *       ],
                 *       "workflow_id": "0198c0de-0000-7000-8000-000000000001",
                 *       "mode": "approve",
                 *       "guardrails": {
                 *         "cooldown_seconds": 600,
                 *         "max_concurrent_per_target": 1,
                 *         "max_per_hour_per_target": 3,
                 *         "max_blast_radius": 5,
                 *         "approval_ttl_seconds": 3600
                 *       },
                 *       "verification": {
                 *         "kind": "alert_resolved",
                 *         "window_seconds": 300
                 *       }
                 *     }
                 */
                readonly "application/json": components["schemas"]["WriteRemediationPolicy"];
            };
        };
        readonly responses: {
            /** @description The policy */
            readonly 201: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly Location: components["headers"]["Location"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RemediationPolicy"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly getRemediationPolicy: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly policyId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The policy */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RemediationPolicy"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly updateRemediationPolicy: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /**
                 * @description The `ETag` that was read before, or `*`. Missing answers 428, another version 412.
                 * @example "3"
                 */
                readonly "If-Match": components["parameters"]["IfMatch"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly policyId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "name": "Clean full disks at night",
                 *       "matchers": [
                 *         {
                 *           "name": "alertname",
                 *           "op": "=",
                 *           "value": "DiskFull"
                 *         }
                 *       ],
                 *       "workflow_id": "0198c0de-0000-7000-8000-000000000001",
                 *       "mode": "approve",
                 *       "guardrails": {
                 *         "cooldown_seconds": 600,
                 *         "max_concurrent_per_target": 1,
                 *         "max_per_hour_per_target": 3,
                 *         "max_blast_radius": 5,
                 *         "approval_ttl_seconds": 3600
                 *       },
                 *       "verification": {
                 *         "kind": "alert_resolved",
                 *         "window_seconds": 300
                 *       }
                 *     }
                 */
                readonly "application/json": components["schemas"]["WriteRemediationPolicy"];
            };
        };
        readonly responses: {
            /** @description The policy */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RemediationPolicy"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 412: components["responses"]["PreconditionFailed"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 428: components["responses"]["PreconditionRequired"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly deleteRemediationPolicy: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /**
                 * @description The `ETag` that was read before, or `*`. Missing answers 428, another version 412.
                 * @example "3"
                 */
                readonly "If-Match": components["parameters"]["IfMatch"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly policyId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description It is gone. */
            readonly 204: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 412: components["responses"]["PreconditionFailed"];
            readonly 428: components["responses"]["PreconditionRequired"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly getRemediationSettings: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The settings */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RemediationSettings"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly updateRemediationSettings: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /**
                 * @description The `ETag` that was read before, or `*`. Missing answers 428, another version 412.
                 * @example "3"
                 */
                readonly "If-Match": components["parameters"]["IfMatch"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "kill_switch": true,
                 *       "reason": "The network is being rebuilt"
                 *     }
                 */
                readonly "application/json": components["schemas"]["WriteRemediationSettings"];
            };
        };
        readonly responses: {
            /** @description The settings */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RemediationSettings"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 412: components["responses"]["PreconditionFailed"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 428: components["responses"]["PreconditionRequired"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listRemediations: {
        readonly parameters: {
            readonly query?: {
                readonly alert_id?: components["schemas"]["Uuid"];
                /** @description `next_cursor` of the previous page; valid for the same operation and filters only. */
                readonly cursor?: components["parameters"]["Cursor"];
                /** @description Most items to answer. */
                readonly limit?: components["parameters"]["Limit"];
                readonly policy_id?: components["schemas"]["Uuid"];
                readonly status?: components["schemas"]["RemediationStatus"];
                readonly target?: string;
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Remediation"][];
                        readonly next_cursor: components["schemas"]["NextCursor"];
                    };
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly getRemediation: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly remediationId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The remediation */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Remediation"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly approveRemediation: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes repeats of this request harmless for 24 hours. One key belongs to one operation and one body. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly remediationId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "comment": "The disk is full of old logs"
                 *     }
                 */
                readonly "application/json": components["schemas"]["DecideRemediation"];
            };
        };
        readonly responses: {
            /** @description The remediation */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Remediation"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly rejectRemediation: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes repeats of this request harmless for 24 hours. One key belongs to one operation and one body. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly remediationId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "comment": "We are looking at it by hand"
                 *     }
                 */
                readonly "application/json": components["schemas"]["DecideRemediation"];
            };
        };
        readonly responses: {
            /** @description The remediation */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Remediation"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly getRouting: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The routing configuration */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Routing"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly putRouting: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /**
                 * @description The `ETag` that was read before, or `*`. Missing answers 428, another version 412.
                 * @example "3"
                 */
                readonly "If-Match": components["parameters"]["IfMatch"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "route": {
                 *         "receiver": "pager",
                 *         "group_by": [
                 *           "alertname",
                 *           "cluster"
                 *         ],
                 *         "group_wait_seconds": 30,
                 *         "repeat_interval_seconds": 14400,
                 *         "routes": [
                 *           {
                 *             "matchers": [
                 *               "severity=~\"low|info\""
                 *             ],
                 *             "mute_time_intervals": [
                 *               "nights"
                 *             ]
                 *           }
                 *         ]
                 *       },
                 *       "time_intervals": [
                 *         {
                 *           "name": "nights",
                 *           "intervals": [
                 *             {
                 *               "times": [
                 *                 {
                 *                   "start_time": "20:00",
                 *                   "end_time": "24:00"
                 *                 },
                 *                 {
                 *                   "start_time": "00:00",
                 *                   "end_time": "08:00"
                 *                 }
                 *               ],
                 *               "location": "Europe/Berlin"
                 *             }
                 *           ]
                 *         }
                 *       ],
                 *       "inhibit_rules": [
                 *         {
                 *           "name": "critical over warning",
                 *           "source_matchers": [
                 *             "severity=\"critical\""
                 *           ],
                 *           "target_matchers": [
                 *             "severity=\"warning\""
                 *           ],
                 *           "equal": [
                 *             "alertname",
                 *             "cluster"
                 *           ]
                 *         }
                 *       ],
                 *       "note": "Nobody is told of small things at night"
                 *     }
                 */
                readonly "application/json": components["schemas"]["WriteRouting"];
            };
        };
        readonly responses: {
            /** @description The routing configuration */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Routing"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 412: components["responses"]["PreconditionFailed"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 428: components["responses"]["PreconditionRequired"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly getRoutingDiagram: {
        readonly parameters: {
            readonly query?: {
                readonly format?: "mermaid" | "svg";
                /** @description The version that holds when absent. */
                readonly version?: number;
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The picture */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "image/svg+xml": string;
                    readonly "text/vnd.mermaid": string;
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly exportRouting: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The file */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/yaml": components["schemas"]["Json"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly importRouting: {
        readonly parameters: {
            readonly query?: {
                /** @description Tell everything, change nothing. */
                readonly dry_run?: boolean;
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example route:
                 *       receiver: pager
                 *       group_by: [alertname, cluster]
                 *       routes:
                 *         - matchers: ['team="database"']
                 *           receiver: database-team
                 *     receivers:
                 *       - name: pager
                 *       - name: database-team
                 *         webhook_configs:
                 *           - url: https://database.example.org/alerts
                 */
                readonly "application/yaml": components["schemas"]["Json"];
            };
        };
        readonly responses: {
            /** @description What it did, or would do */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RoutingImport"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly testRouting: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "labels": {
                 *         "alertname": "DiskFull",
                 *         "cluster": "eu",
                 *         "severity": "critical"
                 *       },
                 *       "at": "2026-03-01T03:00:00Z",
                 *       "routing": {
                 *         "route": {
                 *           "receiver": "pager",
                 *           "group_by": [
                 *             "alertname"
                 *           ]
                 *         }
                 *       }
                 *     }
                 */
                readonly "application/json": components["schemas"]["RoutingQuestion"];
            };
        };
        readonly responses: {
            /** @description Routes, groups, and who would be told when */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RoutingAnswer"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listRoutingVersions: {
        readonly parameters: {
            readonly query?: {
                /** @description `next_cursor` of the previous page; valid for the same operation and filters only. */
                readonly cursor?: components["parameters"]["Cursor"];
                /** @description Most items to answer. */
                readonly limit?: components["parameters"]["Limit"];
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["RoutingVersion"][];
                        readonly next_cursor: components["schemas"]["NextCursor"];
                    };
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly getRoutingVersion: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly routingVersion: number;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The routing configuration */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Routing"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly restoreRoutingVersion: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes repeats of this request harmless for 24 hours. One key belongs to one operation and one body. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly routingVersion: number;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The routing configuration */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Routing"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listRuleGroups: {
        readonly parameters: {
            readonly query?: {
                /** @description `next_cursor` of the previous page; valid for the same operation and filters only. */
                readonly cursor?: components["parameters"]["Cursor"];
                /** @description Most items to answer. */
                readonly limit?: components["parameters"]["Limit"];
                /** @description Only groups of this namespace. */
                readonly namespace?: string;
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["RuleGroup"][];
                        readonly next_cursor: components["schemas"]["NextCursor"];
                    };
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly createRuleGroup: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes repeats of this request harmless for 24 hours. One key belongs to one operation and one body. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "namespace": "checkout.yml",
                 *       "name": "checkout",
                 *       "interval_seconds": 30,
                 *       "rules": [
                 *         {
                 *           "kind": "recording",
                 *           "name": "job:http_errors:rate5m",
                 *           "expr": "sum by (job) (rate(http_requests_total{code=~\"5..\"}[5m]))"
                 *         },
                 *         {
                 *           "name": "ManyErrors",
                 *           "expr": "job:http_errors:rate5m > 1",
                 *           "for_seconds": 120,
                 *           "labels": {
                 *             "severity": "critical"
                 *           },
                 *           "annotations": {
                 *             "summary": "{{ $labels.job }} answers {{ $value | humanize }} errors a second"
                 *           }
                 *         }
                 *       ]
                 *     }
                 */
                readonly "application/json": components["schemas"]["RuleGroupSettings"];
            };
        };
        readonly responses: {
            /** @description The group */
            readonly 201: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly Location: components["headers"]["Location"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RuleGroup"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly getRuleGroup: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly groupId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The group */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RuleGroup"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly updateRuleGroup: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /**
                 * @description The `ETag` that was read before, or `*`. Missing answers 428, another version 412.
                 * @example "3"
                 */
                readonly "If-Match": components["parameters"]["IfMatch"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly groupId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "namespace": "checkout.yml",
                 *       "name": "checkout, more often",
                 *       "interval_seconds": 15,
                 *       "rules": [
                 *         {
                 *           "kind": "recording",
                 *           "name": "job:http_errors:rate5m",
                 *           "expr": "sum by (job) (rate(http_requests_total{code=~\"5..\"}[5m]))"
                 *         },
                 *         {
                 *           "name": "ManyErrors",
                 *           "expr": "job:http_errors:rate5m > 1",
                 *           "for_seconds": 120,
                 *           "labels": {
                 *             "severity": "critical"
                 *           },
                 *           "annotations": {
                 *             "summary": "{{ $labels.job }} answers {{ $value | humanize }} errors a second"
                 *           }
                 *         }
                 *       ]
                 *     }
                 */
                readonly "application/json": components["schemas"]["RuleGroupSettings"];
            };
        };
        readonly responses: {
            /** @description The group */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RuleGroup"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 412: components["responses"]["PreconditionFailed"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 428: components["responses"]["PreconditionRequired"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly deleteRuleGroup: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /**
                 * @description The `ETag` that was read before, or `*`. Missing answers 428, another version 412.
                 * @example "3"
                 */
                readonly "If-Match": components["parameters"]["IfMatch"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly groupId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description It is gone */
            readonly 204: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 412: components["responses"]["PreconditionFailed"];
            readonly 428: components["responses"]["PreconditionRequired"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly exportRuleGroups: {
        readonly parameters: {
            readonly query: {
                /** @example node.yml */
                readonly namespace: string;
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The file */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/yaml": components["schemas"]["Json"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly importRuleGroups: {
        readonly parameters: {
            readonly query: {
                /** @description Check everything, change nothing. */
                readonly dry_run?: boolean;
                /**
                 * @description Whose groups these are, as the name of the file.
                 * @example node.yml
                 */
                readonly namespace: string;
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example groups:
                 *       - name: node
                 *         interval: 30s
                 *         rules:
                 *           - record: instance:node_cpu:rate5m
                 *             expr: sum by (instance) (rate(node_cpu_seconds_total{mode!="idle"}[5m]))
                 *           - alert: InstanceDown
                 *             expr: up == 0
                 *             for: 5m
                 *             labels: { severity: page }
                 *             annotations: { summary: 'Instance {{ $labels.instance }} is down' }
                 */
                readonly "application/yaml": components["schemas"]["Json"];
            };
        };
        readonly responses: {
            /** @description What it did, or would do */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RuleGroupImport"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly prometheusRules: {
        readonly parameters: {
            readonly query?: {
                /** @description `true`: without alerts. */
                readonly exclude_alerts?: string;
                /** @description Groups of these namespaces. */
                readonly "file[]"?: readonly string[];
                /** @description At most this many groups. */
                readonly group_limit?: string;
                /** @description `groupNextToken` of the answer before. */
                readonly group_next_token?: string;
                /** @description Rules whose labels fit one of these selectors. */
                readonly "match[]"?: readonly string[];
                /** @description Groups of these names. */
                readonly "rule_group[]"?: readonly string[];
                /** @description Rules of these names. */
                readonly "rule_name[]"?: readonly string[];
                /** @description `alert` or `record`; both, unless given. */
                readonly type?: string;
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description What Prometheus would answer */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PrometheusAnswer"];
                };
            };
            readonly 400: components["responses"]["PrometheusError"];
            readonly 401: components["responses"]["PrometheusError"];
            readonly 403: components["responses"]["PrometheusError"];
            readonly 405: components["responses"]["PrometheusError"];
            readonly 406: components["responses"]["PrometheusError"];
            readonly 429: components["responses"]["PrometheusError"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 500: components["responses"]["PrometheusError"];
            readonly 503: components["responses"]["PrometheusError"];
        };
    };
    readonly listSecrets: {
        readonly parameters: {
            readonly query?: {
                /** @description `next_cursor` of the previous page; valid for the same operation and filters only. */
                readonly cursor?: components["parameters"]["Cursor"];
                /** @description Most items to answer. */
                readonly limit?: components["parameters"]["Limit"];
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Secret"][];
                        readonly next_cursor: components["schemas"]["NextCursor"];
                    };
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly putSecret: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly secretName: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "value": {
                 *         "username": "bot",
                 *         "password": "not-this-one"
                 *       }
                 *     }
                 */
                readonly "application/json": components["schemas"]["WriteSecret"];
            };
        };
        readonly responses: {
            /** @description The secret without its value */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Secret"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly deleteSecret: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly secretName: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description It is gone */
            readonly 204: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly prometheusSeries: {
        readonly parameters: {
            readonly query?: {
                /** @description RFC 3339 or seconds since 1970; the end of time, unless given. */
                readonly end?: string;
                /** @description Answer at most this many, with a warning where there are more; 0 for all. */
                readonly limit?: string;
                /** @description Selectors; what fits one of them counts. */
                readonly "match[]"?: readonly string[];
                /** @description RFC 3339 or seconds since 1970; the beginning of time, unless given. */
                readonly start?: string;
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The value, as Prometheus tells it */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PrometheusAnswer"];
                };
            };
            readonly 400: components["responses"]["PrometheusError"];
            readonly 401: components["responses"]["PrometheusError"];
            readonly 403: components["responses"]["PrometheusError"];
            readonly 405: components["responses"]["PrometheusError"];
            readonly 406: components["responses"]["PrometheusError"];
            readonly 422: components["responses"]["PrometheusError"];
            readonly 429: components["responses"]["PrometheusError"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 499: components["responses"]["PrometheusError"];
            readonly 500: components["responses"]["PrometheusError"];
            readonly 503: components["responses"]["PrometheusError"];
        };
    };
    readonly prometheusSeriesByForm: {
        readonly parameters: {
            readonly query?: {
                /** @description RFC 3339 or seconds since 1970; the end of time, unless given. */
                readonly end?: string;
                /** @description Answer at most this many, with a warning where there are more; 0 for all. */
                readonly limit?: string;
                /** @description Selectors; what fits one of them counts. */
                readonly "match[]"?: readonly string[];
                /** @description RFC 3339 or seconds since 1970; the beginning of time, unless given. */
                readonly start?: string;
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                /**
                 * @example {
                 *       "match[]": "{job=\"api\"}",
                 *       "limit": "100"
                 *     }
                 */
                readonly "application/x-www-form-urlencoded": {
                    /** @description RFC 3339 or seconds since 1970; the end of time, unless given. */
                    readonly end?: string;
                    /** @description Answer at most this many, with a warning where there are more; 0 for all. */
                    readonly limit?: string;
                    /** @description Selectors; what fits one of them counts. */
                    readonly "match[]"?: readonly string[];
                    /** @description RFC 3339 or seconds since 1970; the beginning of time, unless given. */
                    readonly start?: string;
                };
            };
        };
        readonly responses: {
            /** @description The value, as Prometheus tells it */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PrometheusAnswer"];
                };
            };
            readonly 400: components["responses"]["PrometheusError"];
            readonly 401: components["responses"]["PrometheusError"];
            readonly 403: components["responses"]["PrometheusError"];
            readonly 405: components["responses"]["PrometheusError"];
            readonly 406: components["responses"]["PrometheusError"];
            readonly 413: components["responses"]["PrometheusError"];
            readonly 415: components["responses"]["PrometheusError"];
            readonly 422: components["responses"]["PrometheusError"];
            readonly 429: components["responses"]["PrometheusError"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 499: components["responses"]["PrometheusError"];
            readonly 500: components["responses"]["PrometheusError"];
            readonly 503: components["responses"]["PrometheusError"];
        };
    };
    readonly getEgressSettings: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The allow-list */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["EgressSettings"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly updateEgressSettings: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /**
                 * @description The `ETag` that was read before, or `*`. Missing answers 428, another version 412.
                 * @example "3"
                 */
                readonly "If-Match": components["parameters"]["IfMatch"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "public_https": true,
                 *       "rules": [
                 *         {
                 *           "target": "runbooks.acme.example",
                 *           "schemes": [
                 *             "https"
                 *           ],
                 *           "ports": [
                 *             8443
                 *           ]
                 *         }
                 *       ]
                 *     }
                 */
                readonly "application/json": components["schemas"]["WriteEgressSettings"];
            };
        };
        readonly responses: {
            /** @description The allow-list */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["EgressSettings"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 412: components["responses"]["PreconditionFailed"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 428: components["responses"]["PreconditionRequired"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listSilences: {
        readonly parameters: {
            readonly query?: {
                /** @description Made for this alert. */
                readonly alert_id?: components["schemas"]["Uuid"];
                readonly created_by?: string;
                /** @description `next_cursor` of the previous page; valid for the same operation and filters only. */
                readonly cursor?: components["parameters"]["Cursor"];
                /** @description Most items to answer. */
                readonly limit?: components["parameters"]["Limit"];
                /** @description In one of these states. */
                readonly state?: readonly components["schemas"]["SilenceState"][];
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Silence"][];
                        readonly next_cursor: components["schemas"]["NextCursor"];
                    };
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly createSilence: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes repeats of this request harmless for 24 hours. One key belongs to one operation and one body. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "matchers": [
                 *         {
                 *           "name": "service",
                 *           "op": "=",
                 *           "value": "checkout"
                 *         }
                 *       ],
                 *       "duration_seconds": 7200,
                 *       "comment": "checkout moves"
                 *     }
                 */
                readonly "application/json": components["schemas"]["WriteSilence"];
            };
        };
        readonly responses: {
            /** @description The silence */
            readonly 201: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly Location: components["headers"]["Location"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Silence"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly getSilence: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly silenceId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The silence */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Silence"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly updateSilence: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /**
                 * @description The `ETag` that was read before, or `*`. Missing answers 428, another version 412.
                 * @example "3"
                 */
                readonly "If-Match": components["parameters"]["IfMatch"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly silenceId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "matchers": [
                 *         {
                 *           "name": "service",
                 *           "op": "=",
                 *           "value": "checkout"
                 *         }
                 *       ],
                 *       "duration_seconds": 14400,
                 *       "comment": "checkout moves"
                 *     }
                 */
                readonly "application/json": components["schemas"]["WriteSilence"];
            };
        };
        readonly responses: {
            /** @description The silence */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Silence"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 412: components["responses"]["PreconditionFailed"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 428: components["responses"]["PreconditionRequired"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly expireSilence: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /**
                 * @description The `ETag` that was read before, or `*`. Missing answers 428, another version 412.
                 * @example "3"
                 */
                readonly "If-Match": components["parameters"]["IfMatch"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly silenceId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The silence */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Silence"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 412: components["responses"]["PreconditionFailed"];
            readonly 428: components["responses"]["PreconditionRequired"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly previewSilence: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "matchers": [
                 *         {
                 *           "name": "service",
                 *           "op": "=~",
                 *           "value": "checkout|cart"
                 *         }
                 *       ]
                 *     }
                 */
                readonly "application/json": {
                    readonly matchers: components["schemas"]["SilenceMatchers"];
                };
            };
        };
        readonly responses: {
            /** @description Open alerts, and those that match */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SilencePreview"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly prometheusBuildInfo: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The value, as Prometheus tells it */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PrometheusAnswer"];
                };
            };
            readonly 400: components["responses"]["PrometheusError"];
            readonly 401: components["responses"]["PrometheusError"];
            readonly 403: components["responses"]["PrometheusError"];
            readonly 405: components["responses"]["PrometheusError"];
            readonly 406: components["responses"]["PrometheusError"];
            readonly 422: components["responses"]["PrometheusError"];
            readonly 429: components["responses"]["PrometheusError"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 499: components["responses"]["PrometheusError"];
            readonly 500: components["responses"]["PrometheusError"];
            readonly 503: components["responses"]["PrometheusError"];
        };
    };
    readonly prometheusRuntimeInfo: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The value, as Prometheus tells it */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PrometheusAnswer"];
                };
            };
            readonly 400: components["responses"]["PrometheusError"];
            readonly 401: components["responses"]["PrometheusError"];
            readonly 403: components["responses"]["PrometheusError"];
            readonly 405: components["responses"]["PrometheusError"];
            readonly 406: components["responses"]["PrometheusError"];
            readonly 422: components["responses"]["PrometheusError"];
            readonly 429: components["responses"]["PrometheusError"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 499: components["responses"]["PrometheusError"];
            readonly 500: components["responses"]["PrometheusError"];
            readonly 503: components["responses"]["PrometheusError"];
        };
    };
    readonly prometheusTsdbStatus: {
        readonly parameters: {
            readonly query?: {
                /** @description Answer at most this many, with a warning where there are more; 0 for all. */
                readonly limit?: string;
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The value, as Prometheus tells it */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PrometheusAnswer"];
                };
            };
            readonly 400: components["responses"]["PrometheusError"];
            readonly 401: components["responses"]["PrometheusError"];
            readonly 403: components["responses"]["PrometheusError"];
            readonly 405: components["responses"]["PrometheusError"];
            readonly 406: components["responses"]["PrometheusError"];
            readonly 422: components["responses"]["PrometheusError"];
            readonly 429: components["responses"]["PrometheusError"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 499: components["responses"]["PrometheusError"];
            readonly 500: components["responses"]["PrometheusError"];
            readonly 503: components["responses"]["PrometheusError"];
        };
    };
    readonly listTenants: {
        readonly parameters: {
            readonly query?: {
                /** @description `next_cursor` of the previous page; valid for the same operation and filters only. */
                readonly cursor?: components["parameters"]["Cursor"];
                /** @description Most items to answer. */
                readonly limit?: components["parameters"]["Limit"];
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Tenant"][];
                        readonly next_cursor: components["schemas"]["NextCursor"];
                    };
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly createTenant: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes repeats of this request harmless for 24 hours. One key belongs to one operation and one body. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "alias": "initech",
                 *       "name": "Initech",
                 *       "admin": {
                 *         "email": "peter@initech.example",
                 *         "name": "Peter"
                 *       }
                 *     }
                 */
                readonly "application/json": components["schemas"]["NewTenant"];
            };
        };
        readonly responses: {
            /** @description The new tenant */
            readonly 201: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly Location: components["headers"]["Location"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Tenant"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly getTenant: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly tenantId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The tenant */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Tenant"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly updateTenant: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /**
                 * @description The `ETag` that was read before, or `*`. Missing answers 428, another version 412.
                 * @example "3"
                 */
                readonly "If-Match": components["parameters"]["IfMatch"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly tenantId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "name": "Initech Ltd"
                 *     }
                 */
                readonly "application/json": components["schemas"]["TenantChange"];
            };
        };
        readonly responses: {
            /** @description The changed tenant */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Tenant"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 412: components["responses"]["PreconditionFailed"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 428: components["responses"]["PreconditionRequired"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly getTicketSigningKeys: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The keys (RFC 7517) */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["TicketSigningKeys"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listTickets: {
        readonly parameters: {
            readonly query?: {
                /** @description Tickets that this agent holds or held last. */
                readonly agent_id?: components["schemas"]["AgentName"];
                /** @description Tickets that ask for this capability. */
                readonly capability?: components["schemas"]["Capability"];
                /** @description `next_cursor` of the previous page; valid for the same operation and filters only. */
                readonly cursor?: components["parameters"]["Cursor"];
                /** @description Tickets of this execution only. */
                readonly execution_id?: components["schemas"]["Uuid"];
                /** @description Tickets that serve this intent. */
                readonly intent_id?: string;
                /** @description Most items to answer. */
                readonly limit?: components["parameters"]["Limit"];
                readonly order?: "newest" | "deadline";
                /** @description Tickets of this plan only. */
                readonly plan_id?: components["schemas"]["Uuid"];
                readonly priority?: components["schemas"]["TicketPriority"];
                /** @description Open tickets whose deadline is before this time. */
                readonly sla_due_before?: components["schemas"]["Timestamp"];
                readonly status?: components["schemas"]["TicketStatus"];
                readonly type?: components["schemas"]["TicketType"];
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Ticket"][];
                        readonly next_cursor: components["schemas"]["NextCursor"];
                    };
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly getTicket: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly ticketId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The ticket */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Ticket"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly updateTicketStatus: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /**
                 * @description The `ETag` that was read before, or `*`. Missing answers 428, another version 412.
                 * @example "3"
                 */
                readonly "If-Match": components["parameters"]["IfMatch"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly ticketId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "status": "CANCELLED",
                 *       "reason": "The host is gone"
                 *     }
                 */
                readonly "application/json": components["schemas"]["UpdateTicketStatus"];
            };
        };
        readonly responses: {
            /** @description The ticket */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Ticket"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 412: components["responses"]["PreconditionFailed"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 428: components["responses"]["PreconditionRequired"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly completeTicket: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly ticketId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "lease_token": 1,
                 *       "output": {
                 *         "revision": 7
                 *       }
                 *     }
                 */
                readonly "application/json": components["schemas"]["CompleteTicket"];
            };
        };
        readonly responses: {
            /** @description The ticket */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Ticket"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly failTicket: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly ticketId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "lease_token": 1,
                 *       "error": {
                 *         "title": "no space left"
                 *       },
                 *       "retryable": true
                 *     }
                 */
                readonly "application/json": components["schemas"]["FailTicket"];
            };
        };
        readonly responses: {
            /** @description The ticket */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Ticket"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly heartbeatTicket: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly ticketId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "lease_token": 1,
                 *       "progress": {
                 *         "percent": 40
                 *       }
                 *     }
                 */
                readonly "application/json": components["schemas"]["HeartbeatTicket"];
            };
        };
        readonly responses: {
            /** @description The renewed lease */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["TicketLease"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly getTicketHistory: {
        readonly parameters: {
            readonly query?: {
                /** @description `next_cursor` of the previous page; valid for the same operation and filters only. */
                readonly cursor?: components["parameters"]["Cursor"];
                /** @description Most items to answer. */
                readonly limit?: components["parameters"]["Limit"];
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly ticketId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["TicketChange"][];
                        readonly next_cursor: components["schemas"]["NextCursor"];
                    };
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly retryTicket: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes repeats of this request harmless for 24 hours. One key belongs to one operation and one body. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly ticketId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                /**
                 * @example {
                 *       "reason": "The disk is larger now"
                 *     }
                 */
                readonly "application/json": components["schemas"]["RetryTicket"];
            };
        };
        readonly responses: {
            /** @description The ticket */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Ticket"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly createTicketToken: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly ticketId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "agent_id": "script",
                 *       "actions": [
                 *         "read",
                 *         "complete"
                 *       ],
                 *       "ttl_seconds": 300
                 *     }
                 */
                readonly "application/json": components["schemas"]["CreateTicketToken"];
            };
        };
        readonly responses: {
            /** @description The token, shown once */
            readonly 201: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["TicketToken"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly leaseTickets: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "agent_id": "agent-1",
                 *       "capabilities": [
                 *         "kubernetes"
                 *       ],
                 *       "wait_seconds": 5,
                 *       "lease_seconds": 60
                 *     }
                 */
                readonly "application/json": components["schemas"]["LeaseTickets"];
            };
        };
        readonly responses: {
            /** @description The leased tickets, none when no work came */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["LeasedTicket"][];
                    };
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly reportTickets: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "items": [
                 *         {
                 *           "report": "completed",
                 *           "ticket_id": "0198c0de-0000-7000-8000-000000000001",
                 *           "lease_token": 1,
                 *           "output": {
                 *             "revision": 7
                 *           }
                 *         },
                 *         {
                 *           "report": "failed",
                 *           "ticket_id": "0198c0de-0000-7000-8000-000000000002",
                 *           "lease_token": 3,
                 *           "error": {
                 *             "title": "no space left"
                 *           },
                 *           "retryable": true
                 *         },
                 *         {
                 *           "report": "alive",
                 *           "ticket_id": "0198c0de-0000-7000-8000-000000000003",
                 *           "lease_token": 1,
                 *           "progress": {
                 *             "percent": 40
                 *           }
                 *         }
                 *       ]
                 *     }
                 */
                readonly "application/json": components["schemas"]["ReportTickets"];
            };
        };
        readonly responses: {
            /** @description What came of each report */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["TicketReportResult"][];
                    };
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly getWebhookDelivery: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly deliveryId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The delivery */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WebhookDelivery"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listWebhookAttempts: {
        readonly parameters: {
            readonly query?: {
                /** @description `next_cursor` of the previous page; valid for the same operation and filters only. */
                readonly cursor?: components["parameters"]["Cursor"];
                /** @description Most items to answer. */
                readonly limit?: components["parameters"]["Limit"];
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly deliveryId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["WebhookAttempt"][];
                        readonly next_cursor: components["schemas"]["NextCursor"];
                    };
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly replayWebhookDelivery: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes repeats of this request harmless for 24 hours. One key belongs to one operation and one body. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly deliveryId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The delivery */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WebhookDelivery"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listWebhookEndpoints: {
        readonly parameters: {
            readonly query?: {
                /** @description `next_cursor` of the previous page; valid for the same operation and filters only. */
                readonly cursor?: components["parameters"]["Cursor"];
                /** @description Most items to answer. */
                readonly limit?: components["parameters"]["Limit"];
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["WebhookEndpoint"][];
                        readonly next_cursor: components["schemas"]["NextCursor"];
                    };
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly createWebhookEndpoint: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "url": "https://hooks.acme.example/orchestrix",
                 *       "description": "Tells the chat",
                 *       "event_types": [
                 *         "tickets.ticket.failed",
                 *         "tickets.ticket.sla_breached"
                 *       ]
                 *     }
                 */
                readonly "application/json": components["schemas"]["WriteWebhookEndpoint"];
            };
        };
        readonly responses: {
            /** @description The endpoint with its secret */
            readonly 201: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly Location: components["headers"]["Location"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CreatedWebhookEndpoint"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly getWebhookEndpoint: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly endpointId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The endpoint */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly updateWebhookEndpoint: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /**
                 * @description The `ETag` that was read before, or `*`. Missing answers 428, another version 412.
                 * @example "3"
                 */
                readonly "If-Match": components["parameters"]["IfMatch"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly endpointId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "url": "https://hooks.acme.example/orchestrix",
                 *       "description": "Tells the chat",
                 *       "event_types": [
                 *         "tickets.ticket.failed",
                 *         "tickets.ticket.sla_breached"
                 *       ]
                 *     }
                 */
                readonly "application/json": components["schemas"]["WriteWebhookEndpoint"];
            };
        };
        readonly responses: {
            /** @description The endpoint */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 412: components["responses"]["PreconditionFailed"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 428: components["responses"]["PreconditionRequired"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly deleteWebhookEndpoint: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /**
                 * @description The `ETag` that was read before, or `*`. Missing answers 428, another version 412.
                 * @example "3"
                 */
                readonly "If-Match": components["parameters"]["IfMatch"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly endpointId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description It is gone */
            readonly 204: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 412: components["responses"]["PreconditionFailed"];
            readonly 428: components["responses"]["PreconditionRequired"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listWebhookDeliveries: {
        readonly parameters: {
            readonly query?: {
                /** @description `next_cursor` of the previous page; valid for the same operation and filters only. */
                readonly cursor?: components["parameters"]["Cursor"];
                /** @description Most items to answer. */
                readonly limit?: components["parameters"]["Limit"];
                readonly status?: components["schemas"]["WebhookDeliveryStatus"];
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly endpointId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["WebhookDelivery"][];
                        readonly next_cursor: components["schemas"]["NextCursor"];
                    };
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly pingWebhookEndpoint: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly endpointId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description What came of it */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WebhookResult"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly replayDeadWebhookDeliveries: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes repeats of this request harmless for 24 hours. One key belongs to one operation and one body. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly endpointId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description How many there were */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly replayed: number;
                    };
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly rotateWebhookSecret: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly endpointId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                /**
                 * @example {
                 *       "overlap_seconds": 86400
                 *     }
                 */
                readonly "application/json": components["schemas"]["RotateWebhookSecret"];
            };
        };
        readonly responses: {
            /** @description The endpoint with its new secret */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CreatedWebhookEndpoint"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly receivePipelineWebhook: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The tenant whose plan it is. */
                readonly "X-Tenant-Id": components["schemas"]["Uuid"];
                readonly "X-Webhook-Signature": string;
                /** @description Seconds since 1970. */
                readonly "X-Webhook-Timestamp": string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "plan_id": "0198c0de-0000-7000-8000-000000000001",
                 *       "task_id": "build",
                 *       "status": "success",
                 *       "output": {
                 *         "image": "registry.example/shop:7"
                 *       }
                 *     }
                 */
                readonly "application/json": {
                    readonly error?: components["schemas"]["Json"];
                    readonly output?: components["schemas"]["Json"];
                    readonly plan_id: components["schemas"]["Uuid"];
                    /** @enum {string} */
                    readonly status: "success" | "failure";
                    readonly task_id: string;
                };
            };
        };
        readonly responses: {
            /** @description Taken */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        /** @description Whether this request ended the ticket. */
                        readonly applied: boolean;
                        readonly replayed: boolean;
                    };
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listWorkflowSchedules: {
        readonly parameters: {
            readonly query?: {
                /** @description `next_cursor` of the previous page; valid for the same operation and filters only. */
                readonly cursor?: components["parameters"]["Cursor"];
                readonly kind?: "every" | "cron" | "after" | "on";
                /** @description Most items to answer. */
                readonly limit?: components["parameters"]["Limit"];
                readonly paused?: boolean;
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["ListedSchedule"][];
                        readonly next_cursor: components["schemas"]["NextCursor"];
                    };
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listWorkflows: {
        readonly parameters: {
            readonly query?: {
                /** @description Archived workflows instead of those in use. */
                readonly archived?: boolean;
                /** @description `next_cursor` of the previous page; valid for the same operation and filters only. */
                readonly cursor?: components["parameters"]["Cursor"];
                /** @description Most items to answer. */
                readonly limit?: components["parameters"]["Limit"];
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["WorkflowSummary"][];
                        readonly next_cursor: components["schemas"]["NextCursor"];
                    };
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly createWorkflow: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes repeats of this request harmless for 24 hours. One key belongs to one operation and one body. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "name": "restart-service",
                 *       "description": "Takes a host out of the load balancer, restarts it, and puts it back if that fails",
                 *       "definition_yaml": "document: { dsl: '1.0.3', namespace: ops, name: restart-service, version: '1.0.0' }\ninput:\n  schema: { document: { type: object, required: [host] } }\ndo:\n  - drain:\n      call: http\n      with: { method: post, endpoint: 'https://lb.example/drain/{host}' }\n      compensate:\n        do:\n          - refill:\n              call: http\n              with: { method: post, endpoint: 'https://lb.example/fill/{host}' }\n      output: { as: '$input' }\n  - restart:\n      call: http\n      with: { method: post, endpoint: 'https://agent.example/restart', body: { host: '${ .host }' } }\n"
                 *     }
                 */
                readonly "application/json": components["schemas"]["WorkflowCreation"];
            };
        };
        readonly responses: {
            /** @description The stored workflow */
            readonly 201: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly Location: components["headers"]["Location"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Workflow"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly getWorkflow: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly workflowId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The workflow */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Workflow"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly updateWorkflow: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /**
                 * @description The `ETag` that was read before, or `*`. Missing answers 428, another version 412.
                 * @example "3"
                 */
                readonly "If-Match": components["parameters"]["IfMatch"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly workflowId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "name": "restart-any-service",
                 *       "description": "Takes a host out of the load balancer, restarts it, and puts it back if that fails",
                 *       "definition_yaml": "document: { dsl: '1.0.3', namespace: ops, name: restart-service, version: '1.0.0' }\ninput:\n  schema: { document: { type: object, required: [host] } }\ndo:\n  - drain:\n      call: http\n      with: { method: post, endpoint: 'https://lb.example/drain/{host}' }\n      compensate:\n        do:\n          - refill:\n              call: http\n              with: { method: post, endpoint: 'https://lb.example/fill/{host}' }\n      output: { as: '$input' }\n  - restart:\n      call: http\n      with: { method: post, endpoint: 'https://agent.example/restart', body: { host: '${ .host }' } }\n"
                 *     }
                 */
                readonly "application/json": components["schemas"]["WorkflowDraft"];
            };
        };
        readonly responses: {
            /** @description The workflow with its new version */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Workflow"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 412: components["responses"]["PreconditionFailed"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 428: components["responses"]["PreconditionRequired"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly archiveWorkflow: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /**
                 * @description The `ETag` that was read before, or `*`. Missing answers 428, another version 412.
                 * @example "3"
                 */
                readonly "If-Match": components["parameters"]["IfMatch"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly workflowId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Archived */
            readonly 204: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 412: components["responses"]["PreconditionFailed"];
            readonly 428: components["responses"]["PreconditionRequired"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly getWorkflowDiagram: {
        readonly parameters: {
            readonly query?: {
                readonly format?: "mermaid" | "svg";
                /** @description The current version when absent. */
                readonly version?: number;
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly workflowId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The picture */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "image/svg+xml": string;
                    readonly "text/vnd.mermaid": string;
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly disableWorkflow: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes repeats of this request harmless for 24 hours. One key belongs to one operation and one body. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly workflowId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The workflow */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WorkflowSummary"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly getWorkflowDraft: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly workflowId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The draft */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WorkflowSavedDraft"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly saveWorkflowDraft: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /**
                 * @description The `ETag` that was read before, or `*`. Missing answers 428, another version 412.
                 * @example "3"
                 */
                readonly "If-Match": components["parameters"]["IfMatch"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly workflowId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "name": "restart-service",
                 *       "description": "Takes a host out of the load balancer, restarts it, and puts it back if that fails",
                 *       "definition_yaml": "document: { dsl: '1.0.3', namespace: ops, name: restart-service, version: '1.0.0' }\ninput:\n  schema: { document: { type: object, required: [host] } }\ndo:\n  - drain:\n      call: http\n      with: { method: post, endpoint: 'https://lb.example/drain/{host}' }\n      compensate:\n        do:\n          - refill:\n              call: http\n              with: { method: post, endpoint: 'https://lb.example/fill/{host}' }\n      output: { as: '$input' }\n  - restart:\n      call: http\n      with: { method: post, endpoint: 'https://agent.example/restart', body: { host: '${ .host }' } }\n"
                 *     }
                 */
                readonly "application/json": components["schemas"]["WorkflowDraft"];
            };
        };
        readonly responses: {
            /** @description The saved draft */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WorkflowSavedDraft"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 412: components["responses"]["PreconditionFailed"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 428: components["responses"]["PreconditionRequired"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly discardWorkflowDraft: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly workflowId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Gone */
            readonly 204: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly dryRunWorkflow: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly workflowId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "input": {
                 *         "host": "web-1"
                 *       },
                 *       "mocks": {
                 *         "/do/1/restart": [
                 *           {
                 *             "error": {
                 *               "status": 503
                 *             }
                 *           }
                 *         ]
                 *       }
                 *     }
                 */
                readonly "application/json": components["schemas"]["DryRunStart"];
            };
        };
        readonly responses: {
            /** @description What would happen */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["DryRun"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly enableWorkflow: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes repeats of this request harmless for 24 hours. One key belongs to one operation and one body. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly workflowId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The workflow */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WorkflowSummary"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly executeWorkflow: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes repeats of this request harmless for 24 hours. One key belongs to one operation and one body. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly workflowId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "input": {
                 *         "host": "web-1"
                 *       },
                 *       "priority": "HIGH"
                 *     }
                 */
                readonly "application/json": components["schemas"]["ExecutionStart"];
            };
        };
        readonly responses: {
            /** @description The accepted execution */
            readonly 202: {
                headers: {
                    readonly Location: components["headers"]["Location"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ExecutionSummary"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly exportWorkflow: {
        readonly parameters: {
            readonly query?: {
                /** @description The current version when absent. */
                readonly version?: number;
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly workflowId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The definition, with the workflow's name and description in its metadata */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/yaml": components["schemas"]["Json"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly publishWorkflow: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes repeats of this request harmless for 24 hours. One key belongs to one operation and one body. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly workflowId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The workflow with its new version */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Workflow"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly getWorkflowSchedule: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly workflowId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The schedule */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WorkflowSchedule"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly backfillWorkflowSchedule: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes repeats of this request harmless for 24 hours. One key belongs to one operation and one body. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly workflowId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "from": "2026-03-01T00:00:00Z",
                 *       "to": "2026-03-02T00:00:00Z"
                 *     }
                 */
                readonly "application/json": components["schemas"]["ScheduleBackfill"];
            };
        };
        readonly responses: {
            /** @description The fire times of the period, each with its execution */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["BackfilledFires"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listWorkflowScheduleFires: {
        readonly parameters: {
            readonly query?: {
                /** @description `next_cursor` of the previous page; valid for the same operation and filters only. */
                readonly cursor?: components["parameters"]["Cursor"];
                /** @description Most items to answer. */
                readonly limit?: components["parameters"]["Limit"];
                readonly outcome?: "started" | "buffered" | "skipped" | "missed" | "expired";
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly workflowId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["ScheduleFire"][];
                        readonly next_cursor: components["schemas"]["NextCursor"];
                    };
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly pauseWorkflowSchedule: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes repeats of this request harmless for 24 hours. One key belongs to one operation and one body. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly workflowId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "note": "Until the migration is over"
                 *     }
                 */
                readonly "application/json": components["schemas"]["ScheduleNote"];
            };
        };
        readonly responses: {
            /** @description The schedule */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WorkflowSchedule"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly resumeWorkflowSchedule: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes repeats of this request harmless for 24 hours. One key belongs to one operation and one body. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly workflowId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                /**
                 * @example {
                 *       "note": "The migration is over"
                 *     }
                 */
                readonly "application/json": components["schemas"]["ScheduleNote"];
            };
        };
        readonly responses: {
            /** @description The schedule */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WorkflowSchedule"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly triggerWorkflowSchedule: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes repeats of this request harmless for 24 hours. One key belongs to one operation and one body. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly workflowId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                /**
                 * @example {
                 *       "overlap": "allow"
                 *     }
                 */
                readonly "application/json": components["schemas"]["ScheduleTrigger"];
            };
        };
        readonly responses: {
            /** @description What became of the fire */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ScheduleFire"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listWorkflowVersions: {
        readonly parameters: {
            readonly query?: {
                /** @description `next_cursor` of the previous page; valid for the same operation and filters only. */
                readonly cursor?: components["parameters"]["Cursor"];
                /** @description Most items to answer. */
                readonly limit?: components["parameters"]["Limit"];
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly workflowId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["WorkflowVersionSummary"][];
                        readonly next_cursor: components["schemas"]["NextCursor"];
                    };
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly getWorkflowVersion: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly version: number;
                readonly workflowId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The version */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WorkflowVersion"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly importWorkflows: {
        readonly parameters: {
            readonly query?: {
                /** @description What happens to a definition whose name is taken. */
                readonly existing?: "draft" | "refuse";
            };
            readonly header?: {
                /** @description Makes repeats of this request harmless for 24 hours. One key belongs to one operation and one body. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "document": {
                 *         "dsl": "1.0.3",
                 *         "namespace": "ops",
                 *         "name": "say-goodbye",
                 *         "version": "1.0.0"
                 *       },
                 *       "do": [
                 *         {
                 *           "leave": {
                 *             "set": {
                 *               "message": "${ \"Goodbye \" + .name }"
                 *             }
                 *           }
                 *         }
                 *       ]
                 *     }
                 */
                readonly "application/json": components["schemas"]["Json"];
                /**
                 * @example document: { dsl: '1.0.3', namespace: ops, name: say-hello, version: '1.0.0' }
                 *     do:
                 *       - greet: { set: { message: '${ "Hello " + .name }' } }
                 */
                readonly "application/yaml": components["schemas"]["Json"];
            };
        };
        readonly responses: {
            /** @description What became of each document, in their order */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WorkflowImport"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly remoteWrite: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/x-protobuf": string;
            };
        };
        readonly responses: {
            /** @description All of it is stored */
            readonly 204: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    /** @description Of a 2.0 request, also with 400. */
                    readonly "X-Prometheus-Remote-Write-Exemplars-Written"?: number;
                    /** @description Of a 2.0 request, also with 400. */
                    readonly "X-Prometheus-Remote-Write-Histograms-Written"?: number;
                    /** @description Of a 2.0 request, also with 400. */
                    readonly "X-Prometheus-Remote-Write-Samples-Written"?: number;
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["TextError"];
            readonly 401: components["responses"]["TextError"];
            readonly 403: components["responses"]["TextError"];
            readonly 405: components["responses"]["TextError"];
            readonly 406: components["responses"]["TextError"];
            readonly 413: components["responses"]["TextError"];
            readonly 415: components["responses"]["TextError"];
            readonly 422: components["responses"]["TextError"];
            readonly 429: components["responses"]["TextError"];
            readonly 500: components["responses"]["TextError"];
            readonly 503: components["responses"]["TextError"];
        };
    };
    readonly alertmanagerAlerts: {
        readonly parameters: {
            readonly query?: {
                /** @description Alerts that nothing holds back. Default true. */
                readonly active?: boolean;
                /** @description A matcher that the alerts must fit, such as `severity="critical"`. */
                readonly filter?: readonly string[];
                /** @description Alerts that other alerts inhibit. Default true. */
                readonly inhibited?: boolean;
                /** @description A regular expression of the whole name of a receiver. */
                readonly receiver?: string;
                /** @description Alerts that a silence holds back. Default true. */
                readonly silenced?: boolean;
                /** @description Alerts that nobody has looked at; here there are none. */
                readonly unprocessed?: boolean;
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Alerts, by fingerprint */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["GettableAlert"][];
                };
            };
            readonly 400: components["responses"]["AlertmanagerError"];
            readonly 401: components["responses"]["AlertmanagerError"];
            readonly 403: components["responses"]["AlertmanagerError"];
            readonly 405: components["responses"]["AlertmanagerError"];
            readonly 406: components["responses"]["AlertmanagerError"];
            readonly 429: components["responses"]["AlertmanagerError"];
            readonly 500: components["responses"]["AlertmanagerError"];
            readonly 503: components["responses"]["AlertmanagerError"];
        };
    };
    readonly receivePrometheusAlerts: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example [
                 *       {
                 *         "labels": {
                 *           "alertname": "DiskFull",
                 *           "instance": "db-1",
                 *           "severity": "critical"
                 *         },
                 *         "annotations": {
                 *           "summary": "93 % used"
                 *         }
                 *       }
                 *     ]
                 */
                readonly "application/json": readonly components["schemas"]["PostableAlert"][];
            };
        };
        readonly responses: {
            /** @description All alerts are stored */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly alertmanagerAlertGroups: {
        readonly parameters: {
            readonly query?: {
                /** @description Alerts that nothing holds back. Default true. */
                readonly active?: boolean;
                /** @description A matcher that the alerts must fit, such as `severity="critical"`. */
                readonly filter?: readonly string[];
                /** @description Alerts that other alerts inhibit. Default true. */
                readonly inhibited?: boolean;
                /** @description Groups that a time interval mutes. Default true. */
                readonly muted?: boolean;
                /** @description A regular expression of the whole name of the receiver. */
                readonly receiver?: string;
                /** @description Alerts that a silence holds back. Default true. */
                readonly silenced?: boolean;
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Groups, by their labels */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["AlertmanagerGroup"][];
                };
            };
            readonly 400: components["responses"]["AlertmanagerError"];
            readonly 401: components["responses"]["AlertmanagerError"];
            readonly 403: components["responses"]["AlertmanagerError"];
            readonly 405: components["responses"]["AlertmanagerError"];
            readonly 406: components["responses"]["AlertmanagerError"];
            readonly 429: components["responses"]["AlertmanagerError"];
            readonly 500: components["responses"]["AlertmanagerError"];
            readonly 503: components["responses"]["AlertmanagerError"];
        };
    };
    readonly alertmanagerReceivers: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Receivers */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["AlertmanagerReceiver"][];
                };
            };
            readonly 400: components["responses"]["AlertmanagerError"];
            readonly 401: components["responses"]["AlertmanagerError"];
            readonly 403: components["responses"]["AlertmanagerError"];
            readonly 405: components["responses"]["AlertmanagerError"];
            readonly 406: components["responses"]["AlertmanagerError"];
            readonly 429: components["responses"]["AlertmanagerError"];
            readonly 500: components["responses"]["AlertmanagerError"];
            readonly 503: components["responses"]["AlertmanagerError"];
        };
    };
    readonly alertmanagerSilence: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly silenceId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The silence */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["GettableSilence"];
                };
            };
            readonly 400: components["responses"]["AlertmanagerError"];
            readonly 401: components["responses"]["AlertmanagerError"];
            readonly 403: components["responses"]["AlertmanagerError"];
            readonly 404: components["responses"]["AlertmanagerError"];
            readonly 405: components["responses"]["AlertmanagerError"];
            readonly 406: components["responses"]["AlertmanagerError"];
            readonly 429: components["responses"]["AlertmanagerError"];
            readonly 500: components["responses"]["AlertmanagerError"];
            readonly 503: components["responses"]["AlertmanagerError"];
        };
    };
    readonly expireAlertmanagerSilence: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path: {
                readonly silenceId: components["schemas"]["Uuid"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description It is over */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["AlertmanagerError"];
            readonly 401: components["responses"]["AlertmanagerError"];
            readonly 403: components["responses"]["AlertmanagerError"];
            readonly 404: components["responses"]["AlertmanagerError"];
            readonly 405: components["responses"]["AlertmanagerError"];
            readonly 406: components["responses"]["AlertmanagerError"];
            readonly 429: components["responses"]["AlertmanagerError"];
            readonly 500: components["responses"]["AlertmanagerError"];
            readonly 503: components["responses"]["AlertmanagerError"];
        };
    };
    readonly alertmanagerSilences: {
        readonly parameters: {
            readonly query?: {
                /** @description Silences that count. Default true. */
                readonly active?: boolean;
                /** @description Silences that are over. Default true. */
                readonly expired?: boolean;
                /** @description A matcher that the silence must have, such as `alertname="X"`. */
                readonly filter?: readonly string[];
                /** @description Silences that have not begun. Default true. */
                readonly pending?: boolean;
            };
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Silences */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["GettableSilence"][];
                };
            };
            readonly 400: components["responses"]["AlertmanagerError"];
            readonly 401: components["responses"]["AlertmanagerError"];
            readonly 403: components["responses"]["AlertmanagerError"];
            readonly 405: components["responses"]["AlertmanagerError"];
            readonly 406: components["responses"]["AlertmanagerError"];
            readonly 429: components["responses"]["AlertmanagerError"];
            readonly 500: components["responses"]["AlertmanagerError"];
            readonly 503: components["responses"]["AlertmanagerError"];
        };
    };
    readonly putAlertmanagerSilence: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "matchers": [
                 *         {
                 *           "name": "service",
                 *           "value": "checkout",
                 *           "isRegex": false,
                 *           "isEqual": true
                 *         }
                 *       ],
                 *       "startsAt": "2026-03-01T12:00:00Z",
                 *       "endsAt": "2099-03-01T14:00:00Z",
                 *       "createdBy": "ana",
                 *       "comment": "checkout moves"
                 *     }
                 */
                readonly "application/json": components["schemas"]["PostableSilence"];
            };
        };
        readonly responses: {
            /** @description Stored */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly silenceID: components["schemas"]["Uuid"];
                    };
                };
            };
            readonly 400: components["responses"]["AlertmanagerError"];
            readonly 401: components["responses"]["AlertmanagerError"];
            readonly 403: components["responses"]["AlertmanagerError"];
            /** @description There is no silence of this id */
            readonly 404: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AlertmanagerError"];
                };
            };
            readonly 405: components["responses"]["AlertmanagerError"];
            readonly 406: components["responses"]["AlertmanagerError"];
            readonly 413: components["responses"]["AlertmanagerError"];
            readonly 415: components["responses"]["AlertmanagerError"];
            readonly 422: components["responses"]["AlertmanagerError"];
            readonly 429: components["responses"]["AlertmanagerError"];
            readonly 500: components["responses"]["AlertmanagerError"];
            readonly 503: components["responses"]["AlertmanagerError"];
        };
    };
    readonly alertmanagerStatus: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Status */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AlertmanagerStatus"];
                };
            };
            readonly 400: components["responses"]["AlertmanagerError"];
            readonly 401: components["responses"]["AlertmanagerError"];
            readonly 403: components["responses"]["AlertmanagerError"];
            readonly 405: components["responses"]["AlertmanagerError"];
            readonly 406: components["responses"]["AlertmanagerError"];
            readonly 429: components["responses"]["AlertmanagerError"];
            readonly 500: components["responses"]["AlertmanagerError"];
            readonly 503: components["responses"]["AlertmanagerError"];
        };
    };
    readonly getHealth: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description `degraded` lists what does not answer although the server still takes requests; `unavailable` means that it does not. */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Health"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly getLiveness: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Alive */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Liveness"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly getReadiness: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Ready */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Readiness"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly prometheusAlerts: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description What Prometheus would answer */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PrometheusAnswer"];
                };
            };
            readonly 400: components["responses"]["PrometheusError"];
            readonly 401: components["responses"]["PrometheusError"];
            readonly 403: components["responses"]["PrometheusError"];
            readonly 405: components["responses"]["PrometheusError"];
            readonly 406: components["responses"]["PrometheusError"];
            readonly 429: components["responses"]["PrometheusError"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 500: components["responses"]["PrometheusError"];
            readonly 503: components["responses"]["PrometheusError"];
        };
    };
    readonly exportOtlpMetrics: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The tenant to act for, when the caller belongs to several. */
                readonly "X-Tenant-Id"?: components["parameters"]["XTenantId"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "resourceMetrics": [
                 *         {
                 *           "resource": {
                 *             "attributes": [
                 *               {
                 *                 "key": "service.name",
                 *                 "value": {
                 *                   "stringValue": "checkout"
                 *                 }
                 *               },
                 *               {
                 *                 "key": "service.instance.id",
                 *                 "value": {
                 *                   "stringValue": "checkout-1"
                 *                 }
                 *               }
                 *             ]
                 *           },
                 *           "scopeMetrics": [
                 *             {
                 *               "scope": {
                 *                 "name": "checkout"
                 *               },
                 *               "metrics": [
                 *                 {
                 *                   "name": "queue.length",
                 *                   "unit": "1",
                 *                   "gauge": {
                 *                     "dataPoints": [
                 *                       {
                 *                         "timeUnixNano": "1795291200000000000",
                 *                         "asInt": "12"
                 *                       }
                 *                     ]
                 *                   }
                 *                 }
                 *               ]
                 *             }
                 *           ]
                 *         }
                 *       ]
                 *     }
                 */
                readonly "application/json": components["schemas"]["JsonObject"];
                readonly "application/x-protobuf": string;
            };
        };
        readonly responses: {
            /** @description Everything but what `partialSuccess` names is stored */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["OtlpAnswer"];
                    readonly "application/x-protobuf": string;
                };
            };
            readonly 400: components["responses"]["RpcStatusError"];
            readonly 401: components["responses"]["RpcStatusError"];
            readonly 403: components["responses"]["RpcStatusError"];
            readonly 405: components["responses"]["RpcStatusError"];
            readonly 406: components["responses"]["RpcStatusError"];
            readonly 413: components["responses"]["RpcStatusError"];
            readonly 415: components["responses"]["RpcStatusError"];
            readonly 422: components["responses"]["RpcStatusError"];
            readonly 429: components["responses"]["RpcStatusError"];
            readonly 500: components["responses"]["RpcStatusError"];
            readonly 503: components["responses"]["RpcStatusError"];
        };
    };
    readonly enqueuePagerdutyEvent: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "routing_key": "0123456789abcdef0123456789abcdef",
                 *       "event_action": "trigger",
                 *       "dedup_key": "disk-db-1",
                 *       "payload": {
                 *         "summary": "Disk of db-1 is full",
                 *         "source": "db-1",
                 *         "severity": "critical"
                 *       }
                 *     }
                 */
                readonly "application/json": components["schemas"]["PagerdutyEvent"];
            };
        };
        readonly responses: {
            /** @description The event was taken in */
            readonly 202: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PagerdutyAccepted"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["Unprocessable"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
}

/** Operations that anybody may call. */
export type PublicOperationId = 'acknowledgeByLink' | 'enqueuePagerdutyEvent' | 'getHealth' | 'getLiveness' | 'getReadiness' | 'getTicketSigningKeys' | 'pingByToken' | 'pingByTokenWithGet' | 'receivePipelineWebhook' | 'viewAckLink';
/** Operations whose body is handed over as bytes. */
export type BytesOperationId = 'enqueuePagerdutyEvent' | 'exportOtlpMetrics' | 'importMetrics' | 'importPrometheusText' | 'receiveIntegrationEvents' | 'remoteWrite' | 'writeMetrics';

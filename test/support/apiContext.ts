/** Decides where tests say that nodes of the API are from. */
import type { ApiContext } from "../../src/signals/history/apiNode.ts";
import { repositoryId, repositoryName } from "./payloadParts.ts";

export const apiContext: ApiContext = {
  repository: {
    id: repositoryId,
    fullName: repositoryName,
    installationId: null,
    defaultBranch: "main",
    private: false,
    archived: false,
    fork: false,
  },
  receivedAt: "2026-06-01T00:00:00Z",
  labelIds: new Map(),
  labelRenames: new Map(),
};

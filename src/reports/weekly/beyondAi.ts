/** Decides what is called beyond the help of AI, and what is said of it. The numbers that show it are read in advice.ts. */

export const beyondAi = {
  strategy: { name: "Strategy", say: "What is to be built, and in which order, is for people to decide." },
  environments: { name: "Environments", say: "More code does not make an environment steady." },
  "test-infrastructure": {
    name: "Test infrastructure",
    say: "What no check has seen is not known to work, whoever wrote it.",
  },
  alignment: { name: "Alignment", say: "Who does what is for people to agree." },
  understaffing: {
    name: "Understaffing",
    say: "Take in less, or put more people there.",
  },
} as const;

export type BeyondAi = keyof typeof beyondAi;

/** The parts of a draft's page. */
export const draftTabs = ['terms', 'whatIf', 'history', 'people', 'devices'] as const
export type DraftTab = (typeof draftTabs)[number]

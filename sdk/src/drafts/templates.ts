import type { SplitsTermsFile } from '../splits/terms/file.ts'
import { blank } from './templates/blank.ts'
import { charging } from './templates/charging.ts'
import { concert } from './templates/concert.ts'
import { licence } from './templates/licence.ts'

export type TemplateLanguage = 'en' | 'zh'

/**
 * Terms to start a draft from.
 * @param language What its texts are in.
 * @param firstMonth The first month that is accounted for, "2026-12".
 */
export type Template = (language: TemplateLanguage, firstMonth: string) => SplitsTermsFile

/** The templates, by name. */
export const templates = { charging, concert, licence, blank } as const satisfies Record<string, Template>

export type TemplateName = keyof typeof templates

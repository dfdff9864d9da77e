/** Texts are shown and cannot be changed: without the token, and those of a model file, which is no study yet. */
import { computed } from '@preact/signals';
import { isModelFile } from './make-study.tsx';
import { token } from './token.ts';

export const isReadOnly = computed(() => token.value === undefined || isModelFile.value);

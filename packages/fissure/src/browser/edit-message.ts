/** What the workbench's editor and its server tell each other: plain JSON. */
import type { LspDiagnostic } from '../diagnostics/to-lsp.ts';
import type { NoteAt } from '../study/change-note.ts';
import type { NoteText } from '../study/note-text.ts';

/** A text file of the study's folder; `path` has `/` between folders. */
export interface TextFile {
  readonly path: string;
  readonly bytes: number;
}

export interface OpenedText {
  readonly path: string;
  /** Without a byte order mark, and otherwise as it stands: line ends too. */
  readonly text: string;
  /** Of the bytes on disk. Whoever writes names the one that is replaced. */
  readonly hash: string;
}

export interface WriteRequest {
  readonly path: string;
  readonly text: string;
  /** The hash of what the author saw. Another one on disk is a conflict. */
  readonly replaces: string;
}

/** A new file: there may be none of that name. */
export type CreateRequest = Pick<WriteRequest, 'path' | 'text'>;

/** As for writing: only what the author saw is removed. */
export type RemoveRequest = Pick<WriteRequest, 'path' | 'replaces'>;

export interface RenameRequest extends RemoveRequest {
  readonly to: string;
}

/** What a reader does to the notes of a study. */
export type NoteEdit =
  | { readonly kind: 'add'; readonly note: NoteText }
  | { readonly kind: 'change'; readonly at: NoteAt; readonly note: NoteText }
  | { readonly kind: 'remove'; readonly at: NoteAt };

/** Texts that are not saved yet, by path. */
export type UnsavedTexts = Readonly<Record<string, string>>;

export interface CheckedTexts {
  /** As `fissure check --json` gives them. */
  readonly diagnostics: readonly LspDiagnostic[];
  /** What an equation or a list of names can name. */
  readonly names: readonly StudyName[];
}

export interface StudyName {
  readonly name: string;
  readonly kind:
    | 'stock'
    | 'flow'
    | 'auxiliary'
    | 'parameter'
    | 'input'
    | 'lookup'
    | 'dimension'
    | 'element'
    | 'unit'
    | 'evidence'
    | 'statement'
    | 'mechanism'
    | 'claim'
    | 'scenario'
    | 'structure'
    | 'reference'
    | 'output';
  readonly unit: string;
  /** What people read in place of the name, or what it means. */
  readonly about: string;
}

/** What completion knows of the format itself. */
export interface LanguageMessage {
  readonly functions: readonly { readonly name: string; readonly signature: string; readonly doc: string }[];
  /** JSON Schemas by the name of the file without `.yaml`. */
  readonly schemas: Readonly<Record<string, unknown>>;
}

/** Where a value stands in a YAML file: keys, and indices of lists. */
export type YamlPath = readonly (string | number)[];

/** What can be changed of one parameter or variable without opening its file. */
export interface ValueForm {
  readonly name: string;
  readonly kind: 'parameter' | 'variable';
  readonly file: string;
  /** From 0. */
  readonly line: number;
  readonly about: string;
  readonly unit: string;
  readonly fields: readonly FormField[];
  /** Of a parameter with one prior for all its elements, or none yet. */
  readonly prior: PriorField | undefined;
}

export interface FormField {
  readonly at: YamlPath;
  readonly text: string;
  readonly kind: 'number' | 'equation';
}

export interface PriorField {
  readonly at: YamlPath;
  /** `uniform`; empty: the value is fixed. */
  readonly distribution: string;
  readonly numbers: readonly string[];
}

/** A scalar's new text, or a prior as a whole. */
export type ValueEdit =
  | { readonly kind: 'scalar'; readonly at: YamlPath; readonly text: string }
  | {
      readonly kind: 'prior';
      readonly at: YamlPath;
      readonly distribution: string;
      readonly numbers: readonly string[];
    };

/** A Web Worker that simulates blocks of members. */
import { serveMembers } from './serve-members.ts';

serveMembers();

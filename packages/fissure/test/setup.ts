/** Random tests draw the same cases in every run; a failure prints the seed and path that lead back to it. */
import fc from 'fast-check';

// What tests simulate is nobody's to find again.
process.env.FISSURE_CACHE ??= 'none';

fc.configureGlobal({ seed: 20150315 });

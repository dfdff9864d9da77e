/** Random tests draw the same cases in every run; a failure prints the seed and path that lead back to it. */
import fc from 'fast-check';

fc.configureGlobal({ seed: 20150315 });

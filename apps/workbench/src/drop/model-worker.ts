import { serveForeign } from 'fissure/foreign-worker';

serveForeign();

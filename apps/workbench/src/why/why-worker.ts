import 'fissure/why-worker';

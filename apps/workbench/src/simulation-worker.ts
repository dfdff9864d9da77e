import 'fissure/simulation-worker';

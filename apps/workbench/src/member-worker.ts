import 'fissure/member-worker';

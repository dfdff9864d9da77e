import 'fissure/report-worker';

// Serves one bucket of the folder given, on a free port that it prints. Ends when its input does.
import S3rver from 's3rver';

const server = new S3rver({
  address: '127.0.0.1', port: 0, silent: true, directory: process.argv[2], configureBuckets: [{ name: 'federation' }],
});
const { port } = await server.run();
console.log(port);
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));

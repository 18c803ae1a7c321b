# Runs Ruby functions inside a sandbox as Lambda's Ruby runtimes do, over Varco's framed channel.
#
# Written from the documented and recorded behaviour (handler resolution, error objects, context); none of it is AWS's code.
# Runs on Ruby 2.7 and newer.

require 'json'

module VarcoRuntime
  # Frames, see src/lambda/lane/frames.ts: u32 length, u8 type, body; little-endian.
  NEXT, RESPONSE, RESPONSE_TOO_LARGE, ERROR, INIT_ERROR = 16, 17, 18, 19, 20
  # Lambda takes this much as a buffered response; beyond it only the fact is told.
  RESPONSE_BYTES_MAX = 6_291_556
  CHANNEL = IO.for_fd(3, 'r+b', autoclose: false)
  CHANNEL.sync = true
  CHANNEL.close_on_exec = true

  # What a handler is told about its invocation.
  class Context
    attr_reader :aws_request_id, :invoked_function_arn, :log_group_name, :log_stream_name, :function_name,
                :memory_limit_in_mb, :function_version, :identity, :client_context, :deadline_ms

    def initialize(meta)
      @aws_request_id = meta[0]
      @deadline_ms = meta[1].to_i
      @invoked_function_arn = meta[3]
      @client_context = meta[4].empty? ? nil : JSON.parse(meta[4])
      @log_group_name = ENV['AWS_LAMBDA_LOG_GROUP_NAME']
      @log_stream_name = ENV['AWS_LAMBDA_LOG_STREAM_NAME']
      @function_name = ENV['AWS_LAMBDA_FUNCTION_NAME']
      @memory_limit_in_mb = ENV['AWS_LAMBDA_FUNCTION_MEMORY_SIZE']
      @function_version = ENV['AWS_LAMBDA_FUNCTION_VERSION']
    end

    def get_remaining_time_in_millis
      [@deadline_ms - Process.clock_gettime(Process::CLOCK_REALTIME, :millisecond), 0].max
    end
  end

  module_function

  def send_frame(type, body = '')
    bytes = body.b
    CHANNEL.write([bytes.bytesize, type].pack('VC') + bytes)
  rescue SystemCallError, IOError
    exit!(1) # Varco is gone: so is this sandbox.
  end

  def receive(count)
    bytes = CHANNEL.read(count)
    exit!(1) if bytes.nil? || bytes.bytesize < count
    bytes
  end

  def next_invocation
    $stdout.flush
    send_frame(NEXT, [peak_memory_kb, 0.0].pack('VE'))
    body = receive(receive(5).unpack1('V'))
    meta_end = 4 + body.unpack1('V')
    meta = body.byteslice(4, meta_end - 4).force_encoding('UTF-8').split("\n", -1)
    [meta, body.byteslice(meta_end, body.bytesize).force_encoding('UTF-8')]
  end

  def peak_memory_kb
    File.read('/proc/self/status')[/VmHWM:\s*(\d+)/, 1].to_i
  rescue SystemCallError
    0 # no /proc: macOS
  end

  # FILE.METHOD or FILE.CLASS.METHOD
  def load_handler(name)
    file, *names = name.split('.')
    unless [1, 2].include?(names.length)
      raise ArgumentError, "Invalid handler #{name}, must be of form FILENAME.METHOD or FILENAME.CLASS.METHOD " \
                           'where FILENAME corresponds with an existing Ruby source file FILENAME.rb, CLASS is an ' \
                           'optional module/class namespace and METHOD is a callable method. If using CLASS, METHOD ' \
                           'must be a class-level method.'
    end
    require File.join(ENV['LAMBDA_TASK_ROOT'], file)
    method_name = names.pop
    receiver = names.empty? ? Kernel : Kernel.const_get(names.first)
    ->(event, context) { receiver.send(method_name, event: event, context: context) }
  end

  def describe(thrown, origin)
    own = File.expand_path(__FILE__)
    trace = (thrown.backtrace || []).reject { |line| line.start_with?(own) }
    { errorMessage: thrown.message, errorType: "#{origin}<#{thrown.class.name}>", stackTrace: trace }
  end

  def log_error(error, message)
    $stdout.puts(message)
    $stdout.puts(JSON.pretty_generate(error))
    $stdout.flush
  end

  def answer(handler, meta, payload)
    result = handler.call(JSON.parse(payload), Context.new(meta)).to_json
    return [RESPONSE_TOO_LARGE, ''] if result.bytesize > RESPONSE_BYTES_MAX

    [RESPONSE, result]
  rescue StandardError, ScriptError, NoMemoryError, SystemStackError => e
    error = describe(e, 'Function')
    log_error(error, 'Error raised from handler method')
    [ERROR, error.to_json]
  end

  def run
    $stdout.sync = true
    $LOAD_PATH.unshift(ENV['LAMBDA_TASK_ROOT'])
    begin
      handler = load_handler(ENV['_HANDLER'])
    rescue StandardError, ScriptError => e
      error = describe(e, 'Init')
      log_error(error, 'Init error when loading handler ' + ENV['_HANDLER'].to_s)
      send_frame(INIT_ERROR, "#{error[:errorType]}\0#{error.to_json}")
      exit!(1)
    end
    loop do
      meta, payload = next_invocation
      ENV['_X_AMZN_TRACE_ID'] = meta[2].empty? ? nil : meta[2]
      send_frame(*answer(handler, meta, payload))
    end
  end
end

VarcoRuntime.run

"""What boto3 does in a journey; every step asserts what it got. Arguments: endpoint, zip file of the function."""

import json
import sys
import time
import urllib.error
import urllib.request
from datetime import datetime, timedelta, timezone

import boto3

endpoint, zip_file = sys.argv[1:]
clients = {"endpoint_url": endpoint, "region_name": "us-east-1"}
iam = boto3.client("iam", **clients)
sts = boto3.client("sts", **clients)
s3 = boto3.client("s3", **clients)
functions = boto3.client("lambda", **clients)
apis = boto3.client("apigateway", **clients)
logs = boto3.client("logs", **clients)
metrics = boto3.client("cloudwatch", **clients)


def request(path, headers=None):
    try:
        with urllib.request.urlopen(urllib.request.Request(endpoint + path, headers=headers or {})) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def equal(actual, expected):
    assert actual == expected, f"expected {expected!r}, got {actual!r}"


account = sts.get_caller_identity()["Account"]
trust = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
    ],
}
role = iam.create_role(RoleName="hello", AssumeRolePolicyDocument=json.dumps(trust))["Role"]
equal(iam.get_role(RoleName="hello")["Role"]["AssumeRolePolicyDocument"], trust)
allowed = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "logs:*", "Resource": "*"}]}
iam.put_role_policy(RoleName="hello", PolicyName="logs", PolicyDocument=json.dumps(allowed))
equal(iam.get_role_policy(RoleName="hello", PolicyName="logs")["PolicyDocument"], allowed)

# The code from a bucket, as SAM and Terraform bring it.
s3.create_bucket(Bucket="code")
with open(zip_file, "rb") as file:
    s3.put_object(Bucket="code", Key="a b/hello.zip", Body=file.read())
equal([one["Key"] for one in s3.list_objects_v2(Bucket="code")["Contents"]], ["a b/hello.zip"])
created = functions.create_function(
    FunctionName="hello",
    Runtime="nodejs22.x",
    Handler="index.handler",
    Role=role["Arn"],
    Code={"S3Bucket": "code", "S3Key": "a b/hello.zip"},
    Environment={"Variables": {"GREETING": "hello"}},
    Tags={"team": "orders"},
)
arn = created["FunctionArn"]
equal(arn, f"arn:aws:lambda:us-east-1:{account}:function:hello")
functions.get_waiter("function_active_v2").wait(FunctionName="hello", WaiterConfig={"Delay": 1})
equal(functions.list_tags(Resource=arn)["Tags"], {"team": "orders"})
with urllib.request.urlopen(functions.get_function(FunctionName="hello")["Code"]["Location"]) as answer:
    downloaded = answer.read()
with open(zip_file, "rb") as file:
    equal(downloaded, file.read())

api = apis.create_rest_api(name="hello", endpointConfiguration={"types": ["REGIONAL"]})
api_id = api["id"]
[root] = apis.get_resources(restApiId=api_id)["items"]
equal(root["path"], "/")
resource = apis.create_resource(restApiId=api_id, parentId=root["id"], pathPart="{proxy+}")
method = {"restApiId": api_id, "resourceId": resource["id"], "httpMethod": "ANY"}
apis.put_method(**method, authorizationType="NONE")
uri = f"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{arn}/invocations"
apis.put_integration(**method, type="AWS_PROXY", integrationHttpMethod="POST", uri=uri)
deployment = apis.create_deployment(restApiId=api_id)
apis.create_stage(restApiId=api_id, stageName="dev", deploymentId=deployment["id"], variables={"one": "1"})
url = f"/_aws/execute-api/{api_id}/dev"
equal(request(f"{url}/hello"), (500, '{"message": "Internal server error"}'))
functions.add_permission(
    FunctionName="hello",
    StatementId="api",
    Action="lambda:InvokeFunction",
    Principal="apigateway.amazonaws.com",
    SourceArn=f"arn:aws:execute-api:us-east-1:{account}:{api_id}/*/*/*",
)
policy = json.loads(functions.get_policy(FunctionName="hello")["Policy"])
equal([one["Sid"] for one in policy["Statement"]], ["api"])
equal(request(f"{url}/hello?name=boto3"), (200, '{"hello":"boto3"}'))

try:
    apis.get_stage(restApiId=api_id, stageName="other")
    raise AssertionError("there is no such stage")
except apis.exceptions.NotFoundException as error:
    equal(error.response["Error"]["Message"], "Invalid stage identifier specified")

invoked = functions.invoke(FunctionName="hello", Payload=b'{"path": "/direct"}')
equal(invoked["ResponseMetadata"]["HTTPStatusCode"], 200)
equal(json.loads(invoked["Payload"].read())["statusCode"], 200)
failed = functions.invoke(FunctionName="hello", Payload=b"null")
equal(failed["FunctionError"], "Unhandled")
equal(json.load(failed["Payload"])["errorType"], "TypeError")

deadline = time.monotonic() + 10
while True:
    pages = logs.get_paginator("filter_log_events").paginate(
        logGroupName="/aws/lambda/hello", filterPattern='"asked for"'
    )
    messages = [event["message"] for page in pages for event in page["events"]]
    if len(messages) == 2 or time.monotonic() > deadline:
        break
    time.sleep(0.1)
equal([message.rstrip("\n").split("\t")[-1] for message in messages], ["asked for /hello", "asked for /direct"])

now = datetime.now(timezone.utc)
errors = {"Namespace": "AWS/Lambda", "MetricName": "Errors", "Dimensions": [{"Name": "FunctionName", "Value": "hello"}]}
result = metrics.get_metric_data(
    MetricDataQueries=[{"Id": "errors", "MetricStat": {"Metric": errors, "Period": 3600, "Stat": "Sum"}}],
    StartTime=now - timedelta(hours=2),
    EndTime=now + timedelta(hours=2),
)["MetricDataResults"]
equal([sum(one["Values"]) for one in result], [1.0])

apis.delete_rest_api(restApiId=api_id)
functions.delete_function(FunctionName="hello")
logs.delete_log_group(logGroupName="/aws/lambda/hello")
s3.delete_object(Bucket="code", Key="a b/hello.zip")
s3.delete_bucket(Bucket="code")
iam.delete_role_policy(RoleName="hello", PolicyName="logs")
iam.delete_role(RoleName="hello")
equal(request(f"{url}/hello")[0], 403)
equal(functions.list_functions()["Functions"], [])
equal(apis.get_rest_apis()["items"], [])

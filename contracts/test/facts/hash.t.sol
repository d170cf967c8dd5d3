// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {stdJson} from "forge-std/StdJson.sol";

import {Facts} from "src/Facts.sol";
import {
    FACT_TYPEHASH,
    Fact,
    REVOCATION_TYPEHASH,
    TOPIC_FREEZE,
    TOPIC_MILESTONE,
    TOPIC_MONTH,
    TOPIC_PAYMENT,
    TOPIC_REFUND
} from "src/types/Fact.sol";

import {HashVectors} from "../HashVectors.t.sol";

/// Branch tree of vectors/hashes.json:
/// ├── facts: struct hash and digest are the nodes'
/// ├── quorums: `create` gives the id that TypeScript computes
/// ├── milestones: the subject binds the name to the business
/// ├── topics: the hashes of the same names
/// └── revocation: the struct hash is the nodes'
contract FactsHashTest is HashVectors {
    using stdJson for string;

    Facts private _facts;

    function setUp() public override {
        super.setUp();
        _facts = Facts(_deployAt(".contracts.facts", "Facts", ""));
    }

    function test_factsHashLikeTheNodes() public view {
        _each(".facts", _compareFact);
    }

    function _compareFact(string memory at) private view {
        Fact memory fact = abi.decode(_data(at, ".fact"), (Fact));
        assertEq(keccak256(abi.encode(FACT_TYPEHASH, fact)), _hash(at, ".structHash"), "struct hash");
        assertEq(_facts.digestOf(fact), _hash(at, ".digest"), "digest");
    }

    function test_quorumsAreNamedByTheirMembers() public {
        uint256 count;
        for (; vm.keyExistsJson(_json, string.concat(".quorums[", vm.toString(count), "]")); ++count) {
            string memory at = string.concat(".quorums[", vm.toString(count), "]");
            address[] memory attestors = _json.readAddressArray(string.concat(at, ".attestors"));
            bytes32 id = _facts.create(attestors, uint8(_number(at, ".k")), uint32(_number(at, ".notice")));
            assertEq(id, _hash(at, ".id"), "quorum");
        }
        assertGt(count, 0, "cases");
    }

    function test_milestonesBindTheirNames() public view {
        _each(".milestones", _compareMilestone);
    }

    function _compareMilestone(string memory at) private view {
        string memory name = _json.readString(string.concat(at, ".name"));
        assertEq(
            keccak256(abi.encode(_hash(at, ".business"), keccak256(bytes(name)))), _hash(at, ".subject"), "subject"
        );
    }

    function test_topicsAreHashesOfTheirNames() public view {
        assertEq(TOPIC_PAYMENT, _hash(".topics", ".payment"));
        assertEq(TOPIC_REFUND, _hash(".topics", ".refund"));
        assertEq(TOPIC_MONTH, _hash(".topics", ".month"));
        assertEq(TOPIC_MILESTONE, _hash(".topics", ".milestone"));
        assertEq(TOPIC_FREEZE, _hash(".topics", ".freeze"));
    }

    function test_revocationHashesLikeTheNodes() public view {
        string memory at = ".statements.revocation";
        bytes32 structHash = keccak256(abi.encode(REVOCATION_TYPEHASH, _hash(at, ".factDigest")));
        assertEq(structHash, _hash(at, ".structHash"));
    }
}

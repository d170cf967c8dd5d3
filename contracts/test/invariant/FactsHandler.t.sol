// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Facts} from "src/Facts.sol";
import {Confirmations, Fact, Statement} from "src/types/Fact.sol";

import {FactsBase} from "../facts/FactsBase.t.sol";

/// @notice Attestors that sign anything, in any number, while their quorum changes: what a world without honest majorities could
/// submit. It keeps what must hold whatever they do.
contract FactsHandler is FactsBase {
    uint256 internal constant ROUNDS = 4;
    uint256 internal constant VALUES = 3;

    /// @notice How many calls were accepted with k or fewer signatures, or with one that was not a member's.
    uint256 public acceptedBelowQuorum;
    /// @notice How many proofs of two signed values were refused.
    uint256 public refusedProofs;
    /// @notice The first recorded value of each round, plus one; zero when none.
    mapping(uint64 round => uint256 value) public first;

    uint64 private _generation;
    uint64 private _pending;
    uint64 private _announcements;
    mapping(uint64 generation => address[] members) private _seated;

    constructor() {
        setUp();
        _seated[0] = facts.membersOf(quorum);
    }

    function contractUnderTest() external view returns (Facts) {
        return facts;
    }

    function factOf(uint64 round, uint256 value) public view returns (Fact memory fact) {
        fact = _fact();
        (fact.round, fact.value) = (round, bytes32(value));
    }

    function record(uint64 round, uint256 value, uint32 mask, bool former) external {
        (round, value) = (uint64(bound(round, 0, ROUNDS - 1)), bound(value, 0, VALUES - 1));
        Fact memory fact = factOf(round, value);
        Confirmations memory given = _by(former, mask, _digest(fact));

        if (!_accepted(abi.encodeCall(Facts.record, (fact, given)), given, former)) return;
        if (first[round] == 0) first[round] = value + 1;
    }

    function revoke(uint64 round, uint256 value, uint32 mask, bool former) external {
        (round, value) = (uint64(bound(round, 0, ROUNDS - 1)), bound(value, 0, VALUES - 1));
        Fact memory fact = factOf(round, value);
        Confirmations memory given = _by(former, mask, _revocation(fact));

        if (!_accepted(abi.encodeCall(Facts.revoke, (fact, given)), given, former)) return;
        if (first[round] == 0) first[round] = value + 1;
    }

    function recordRoot(bytes32 root, uint32 mask, bool former) external {
        uint64 sequence = facts.quorumOf(quorum).sequence + 1;
        Confirmations memory given = _by(former, mask, _batch(quorum, root, sequence));
        _accepted(abi.encodeCall(Facts.recordRoot, (quorum, root, sequence, given)), given, former);
    }

    function rotate(uint32 mask, bool former) external {
        uint64 next = _generation + 1;
        address[] memory members = _accounts(_members(next));
        uint64 round = _announcements + 1;
        Confirmations memory given = _by(former, mask, _rotation(quorum, round, members));

        bytes memory call = abi.encodeCall(Facts.rotate, (quorum, round, members, given));
        if (_accepted(call, given, former)) (_pending, _announcements) = (next, round);
    }

    function applyRotation() external {
        if (_pending == 0) return;
        skip(NOTICE);
        _seated[_pending] = _accounts(_members(_pending));
        facts.applyRotation(quorum, _seated[_pending]);
        (_generation, _pending) = (_pending, 0);
    }

    /// @dev Any member of any generation, once it signed two values, is proven to have done so, unless it was before.
    function equivocate(uint64 generation, uint256 index, uint64 round, uint256 value) external {
        generation = uint64(bound(generation, 0, _generation));
        Signer memory liar = _members(generation)[bound(index, 0, 4)];
        if (facts.hasEquivocated(quorum, liar.account)) return;
        value = bound(value, 0, VALUES - 2);
        Statement memory one = _said(liar, factOf(round, value));
        Statement memory other = _said(liar, factOf(round, value + 1));

        try facts.proveEquivocation(one, other, _seated[generation]) {}
        catch {
            ++refusedProofs;
        }
    }

    function _said(Signer memory signer, Fact memory fact) private view returns (Statement memory) {
        return Statement(fact, 0, 0, new bytes32[](0), _signCompact(signer, _digest(fact)));
    }

    /// @dev Signatures by present members, or by those before them.
    function _by(bool former, uint32 mask, bytes32 digest) private returns (Confirmations memory) {
        uint64 generation = former && _generation != 0 ? _generation - 1 : _generation;
        return _confirm(_members(generation), mask & ALL, digest);
    }

    function _accepted(bytes memory call, Confirmations memory given, bool former) private returns (bool done) {
        (done,) = address(facts).call(call);
        uint256 count;
        for (uint32 mask = given.mask; mask != 0; mask &= mask - 1) {
            ++count;
        }
        if (done && (count <= K || former && _generation != 0)) ++acceptedBelowQuorum;
    }

    function _members(uint64 generation) private returns (Signer[] memory) {
        if (generation == 0) return _attestors();
        return _signers(string.concat("generation", vm.toString(generation), "-"), 5);
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Facts} from "src/Facts.sol";
import {Splits} from "src/Splits.sol";
import {Bucket} from "src/types/Books.sol";
import {Clause, Lock, Monthly, Register, Share} from "src/types/Clauses.sol";
import {Confirmations, Fact, TOPIC_FREEZE, TOPIC_MILESTONE, TOPIC_MONTH} from "src/types/Fact.sol";
import {Agreement, MonthClose, Party} from "src/types/Terms.sol";

import {Base} from "../Base.t.sol";
import {Cashier} from "../mocks/Cashier.sol";

/// @notice Splits with a quorum of 3 (k = 1) for facts, another for freezes, a cashier that issues the asset, and terms to
/// start from. Signatures are made with digests computed by the contract; `hash.t.sol` checks those against the wallet's.
abstract contract SplitsBase is Base {
    uint32 internal constant TWO = 0x3;
    uint96 internal constant SERIES = 7;
    /// @dev 2023-11-14; November 2023 is month 646.
    uint40 internal constant NOW = 1_700_000_000;
    uint16 internal constant NOVEMBER = 646;

    Facts internal facts;
    Splits internal splits;
    Cashier internal cashier;
    bytes32 internal quorum;
    bytes32 internal arbiters;
    uint256 internal asset;
    uint256 private _payments;
    mapping(address account => uint256 key) private _keys;

    function setUp() public virtual override {
        super.setUp();
        vm.warp(NOW);
        facts = Facts(_deploy("Facts"));
        splits = Splits(_deploy("Splits", abi.encode(ledger, facts)));
        cashier = new Cashier(ledger);
        quorum = facts.create(_accounts(_signers("attestor", 3)), 1, 3 days);
        arbiters = facts.create(_accounts(_signers("arbiter", 3)), 1, 3 days);
        asset = _idOf(SERIES, address(cashier));
        _know(alice);
        _know(bob);
        _know(carol);
    }

    function _know(Signer memory signer) internal {
        _keys[signer.account] = signer.key;
    }

    function _signerOf(address account) internal view returns (Signer memory) {
        return Signer(account, _keys[account]);
    }

    /* TERMS */

    /// @dev Alice 50, Bob 30, Carol 20 of 100, in real time.
    function _plain() internal view returns (Agreement memory agreement) {
        agreement.money.asset = asset;
        agreement.parties = new Party[](3);
        agreement.parties[0] = Party(alice.account, "operator");
        agreement.parties[1] = Party(bob.account, "investor");
        agreement.parties[2] = Party(carol.account, "landlord");
        agreement.rules.quorum = quorum;
        agreement.rules.arbiters = arbiters;
        agreement.rules.signBy = NOW + 30 days;
        agreement.rules.maxFreeze = 10 days;
        agreement.rules.clauses = new Clause[](1);
        agreement.rules.clauses[0] = _residual(_shares(50, 30, 20), 100);
        agreement.prose = keccak256("prose");
    }

    /// @dev `count` parties with equal weights of 1.
    function _equal(uint256 count) internal returns (Agreement memory agreement) {
        agreement = _plain();
        agreement.parties = new Party[](count);
        Share[] memory shares = new Share[](count);
        for (uint256 i; i < count; ++i) {
            Signer memory signer = _signer(string.concat("party", vm.toString(i)));
            _know(signer);
            agreement.parties[i] = Party(signer.account, "party");
            shares[i] = Share(uint16(i), 1);
        }
        agreement.rules.clauses[0] = _residual(shares, uint32(count));
    }

    /// @dev Plain terms by the month, from November 2023 at UTC+8; anyone may close five days after a month's end.
    function _monthlyTerms() internal view returns (Agreement memory agreement) {
        agreement = _plain();
        agreement.rules.period.firstMonth = NOVEMBER;
        agreement.rules.period.utcOffsetMinutes = 480;
        agreement.rules.period.closeAfter = 5 days;
    }

    /// @dev A charging site: rent of 3,000 to Carol, 70 per 100 units of current to Bob; then 30 % to Bob until 100,000; a tenth to
    /// Alice once the grid is accepted, otherwise to Bob; the rest 60 : 40 to Alice and Bob.
    function _site() internal view returns (Agreement memory agreement) {
        agreement = _monthlyTerms();
        agreement.rules.monthly = new Monthly[](2);
        agreement.rules.monthly[0] = _rent(3000);
        agreement.rules.monthly[1] = _current(70, 100);
        agreement.rules.clauses = new Clause[](3);
        agreement.rules.clauses[0] = _clause(3000, 100_000, _only(1), 1);
        agreement.rules.clauses[1] = _locked(1000, _only(0), _only(1), NOW + 60 days);
        agreement.rules.clauses[2] = _residual(_shares(60, 40, 0), 100);
    }

    function _rent(uint128 amount) internal pure returns (Monthly memory clause) {
        clause.amount = amount;
        clause.rateBps = 10_000;
        clause.carried = true;
        clause.total = 1;
        clause.shares = _only(2);
    }

    function _current(uint128 price, uint64 perQuantity) internal pure returns (Monthly memory clause) {
        clause.price = price;
        clause.perQuantity = perQuantity;
        clause.meter = keccak256("meter");
        clause.defaultQuantity = 5000;
        clause.rateBps = 10_000;
        clause.carried = true;
        clause.total = 1;
        clause.shares = _only(1);
    }

    function _clause(uint16 rateBps, uint128 limit, Share[] memory shares, uint32 total)
        internal
        pure
        returns (Clause memory clause)
    {
        clause.rateBps = rateBps;
        clause.limit = limit;
        clause.shares = shares;
        clause.total = total;
        clause.lock.otherwise = new Share[](0);
    }

    function _residual(Share[] memory shares, uint32 total) internal pure returns (Clause memory) {
        return _clause(10_000, 0, shares, total);
    }

    function _locked(uint16 rateBps, Share[] memory shares, Share[] memory otherwise, uint40 by)
        internal
        pure
        returns (Clause memory clause)
    {
        clause = _clause(rateBps, 0, shares, 1);
        clause.lock = Lock(TOPIC_MILESTONE, keccak256("grid accepted"), by, otherwise);
    }

    function _only(uint16 party) internal pure returns (Share[] memory shares) {
        shares = new Share[](1);
        shares[0] = Share(party, 1);
    }

    /// @dev Zero weights are left out.
    function _shares(uint32 first, uint32 second, uint32 third) internal pure returns (Share[] memory shares) {
        shares = new Share[](third == 0 ? 2 : 3);
        shares[0] = Share(0, first);
        shares[1] = Share(1, second);
        if (third != 0) shares[2] = Share(2, third);
    }

    /// @dev The plain terms as the next version of `current`.
    function _next(Agreement memory next, Agreement memory current) internal view returns (Agreement memory) {
        next.previous = splits.digestOf(current);
        next.root = current.root == 0 ? next.previous : current.root;
        return next;
    }

    /* SIGNING */

    /// @dev Empty for contracts.
    function _signatures(Agreement memory agreement, bytes32 digest) internal view returns (bytes[] memory signatures) {
        signatures = new bytes[](agreement.parties.length);
        for (uint256 i; i < signatures.length; ++i) {
            Signer memory signer = _signerOf(agreement.parties[i].account);
            if (signer.key != 0) signatures[i] = _signCompact(signer, digest);
        }
    }

    function _signatures(Agreement memory agreement) internal view returns (bytes[] memory) {
        return _signatures(agreement, splits.digestOf(agreement));
    }

    function _conclude(Agreement memory agreement) internal returns (bytes32 root) {
        splits.conclude(agreement, _signatures(agreement));
        return splits.digestOf(agreement);
    }

    function _amend(Agreement memory next, Agreement memory current) internal returns (bytes32) {
        splits.amend(next, current, _amendmentSignatures(next, current));
        return splits.digestOf(next);
    }

    /// @dev Those of the new parties, then of those who leave.
    function _amendmentSignatures(Agreement memory next, Agreement memory current)
        internal
        view
        returns (bytes[] memory signatures)
    {
        bytes32 digest = splits.digestOf(next);
        bytes[] memory stay = _signatures(next, digest);
        signatures = new bytes[](stay.length + current.parties.length);
        uint256 count;
        for (; count < stay.length; ++count) {
            signatures[count] = stay[count];
        }
        for (uint256 i; i < current.parties.length; ++i) {
            address account = current.parties[i].account;
            if (_isParty(next, account)) continue;
            signatures[count++] = _signCompact(_signerOf(account), digest);
        }
        assembly ("memory-safe") {
            mstore(signatures, count)
        }
    }

    function _isParty(Agreement memory agreement, address account) private pure returns (bool) {
        for (uint256 i; i < agreement.parties.length; ++i) {
            if (agreement.parties[i].account == account) return true;
        }
        return false;
    }

    function _terminate(Agreement memory agreement) internal {
        splits.terminate(agreement, _signatures(agreement, _termination(splits.digestOf(agreement))));
    }

    function _termination(bytes32 digest) internal view returns (bytes32) {
        return _typed(keccak256(abi.encode(keccak256("Termination(bytes32 agreement)"), digest)));
    }

    function _supersession(bytes32 digest, address successor) internal view returns (bytes32) {
        bytes32 typeHash = keccak256("Supersession(bytes32 agreement,address successor)");
        return _typed(keccak256(abi.encode(typeHash, digest, successor)));
    }

    function _refusal(bytes32 digest, string memory reason) internal view returns (bytes32) {
        bytes32 typeHash = keccak256("Decline(bytes32 agreement,string reason)");
        return _typed(keccak256(abi.encode(typeHash, digest, keccak256(bytes(reason)))));
    }

    function _typed(bytes32 structHash) internal view returns (bytes32) {
        return _typed(structHash, block.chainid, address(splits));
    }

    function _typed(bytes32 structHash, uint256 chainId, address verifier) internal pure returns (bytes32) {
        bytes32 typeHash =
            keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
        bytes32 domain =
            keccak256(abi.encode(typeHash, keccak256("Concordat Splits"), keccak256("1"), chainId, verifier));
        return keccak256(abi.encodePacked(hex"1901", domain, structHash));
    }

    /* FACTS */

    function _confirmed(Fact memory fact) internal returns (Confirmations memory) {
        string memory label = fact.quorum == arbiters ? "arbiter" : "attestor";
        return _confirm(_signers(label, 3), TWO, facts.digestOf(fact));
    }

    function _freezeFact(bytes32 root, uint64 round, uint256 value) internal view returns (Fact memory) {
        return Fact(arbiters, address(splits), TOPIC_FREEZE, root, round, bytes32(value), NOW, 0);
    }

    function _freeze(Agreement memory agreement) internal {
        Fact memory fact = _freezeFact(_rootOf(agreement), splits.standingOf(_rootOf(agreement)).freezeRounds, 1);
        splits.freeze(agreement, fact, _confirmed(fact));
    }

    function _resume(Agreement memory agreement) internal {
        Fact memory fact = _freezeFact(_rootOf(agreement), splits.standingOf(_rootOf(agreement)).freezeRounds, 0);
        splits.resume(agreement, fact, _confirmed(fact));
    }

    function _unlockFact(Lock memory lock) internal view returns (Fact memory) {
        return Fact(quorum, address(splits), lock.topic, lock.subject, 0, bytes32(uint256(1)), NOW, 0);
    }

    function _unlock(Agreement memory agreement, uint256 clause) internal {
        uint256 index = clause - agreement.rules.monthly.length;
        Fact memory fact = _unlockFact(agreement.rules.clauses[index].lock);
        splits.unlock(agreement, clause, fact, _confirmed(fact));
    }

    function _closeFact(bytes32 root, MonthClose memory monthClose, uint64 round) internal view returns (Fact memory) {
        bytes32 subject = keccak256(abi.encode(root, monthClose.month));
        bytes32 value = keccak256(abi.encode(monthClose));
        return Fact(quorum, address(splits), TOPIC_MONTH, subject, round, value, NOW, 0);
    }

    /// @dev The close of the open month with exactly what is booked.
    function _monthClose(Agreement memory agreement, uint128[] memory quantities)
        internal
        view
        returns (MonthClose memory monthClose)
    {
        bytes32 root = _rootOf(agreement);
        uint16 month = splits.standingOf(root).openMonth;
        Bucket memory bucket = splits.bucketOf(root, month);
        return MonthClose(month, quantities, bucket.entries, bucket.sum, keccak256("rows"));
    }

    function _close(Agreement memory agreement, MonthClose memory monthClose) internal {
        Confirmations memory confirmations = _confirmed(_closeFact(_rootOf(agreement), monthClose, 0));
        splits.close(agreement, monthClose, 0, NOW, confirmations);
    }

    function _close(Agreement memory agreement, uint128 quantity) internal {
        uint128[] memory quantities = new uint128[](agreement.rules.monthly.length);
        if (quantities.length != 0) quantities[quantities.length - 1] = quantity;
        _close(agreement, _monthClose(agreement, quantities));
    }

    /* MONEY */

    function _rootOf(Agreement memory agreement) internal view returns (bytes32) {
        return agreement.root == 0 ? splits.digestOf(agreement) : agreement.root;
    }

    function _pay(bytes32 root, uint128 amount) internal returns (bytes32) {
        return _pay(root, amount, uint40(block.timestamp));
    }

    function _pay(bytes32 root, uint128 amount, uint40 bookedAt) internal returns (bytes32 paymentKey) {
        paymentKey = keccak256(abi.encode("payment", ++_payments));
        cashier.pay(asset, address(splits), root, amount, paymentKey, address(0xCAFE), bookedAt);
    }

    function _refund(bytes32 root, uint128 amount) internal returns (uint128) {
        return _refund(root, amount, uint40(block.timestamp));
    }

    function _refund(bytes32 root, uint128 amount, uint40 bookedAt) internal returns (uint128) {
        return cashier.refund(asset, address(splits), root, amount, keccak256("payment"), bookedAt);
    }

    function _accountOf(bytes32 root) internal view returns (address) {
        return ledger.accountOf(address(splits), root);
    }

    function _receivable(bytes32 root) internal view returns (uint256) {
        bytes32 key = keccak256(abi.encode(address(splits), root, asset));
        return ledger.balanceOf(ledger.accountOf(address(cashier), key), asset);
    }

    function _heldBy(address account) internal view returns (uint256) {
        return ledger.balanceOf(account, asset);
    }

    function _heldBy(Signer memory signer) internal view returns (uint256) {
        return _heldBy(signer.account);
    }

    /// @dev The short form of plain terms.
    function _receivers(Agreement memory agreement) internal pure returns (uint256[] memory receivers) {
        Share[] memory shares = agreement.rules.clauses[0].shares;
        receivers = new uint256[](shares.length);
        for (uint256 i; i < shares.length; ++i) {
            address account = agreement.parties[shares[i].party].account;
            receivers[i] = uint256(shares[i].weight) << 160 | uint160(account);
        }
    }

    function _registerKey(bytes32 root, Register memory register) internal pure returns (bytes32) {
        return keccak256(abi.encode(root, register));
    }
}
